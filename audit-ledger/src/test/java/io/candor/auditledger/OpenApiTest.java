package io.candor.auditledger;

import io.candor.platform.testing.OpenApiRoutes;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.web.router.Router;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class OpenApiTest {
    @Inject
    Router router;

    @Test
    void theServiceServesWhatItsFileDescribes() {
        OpenApiRoutes.assertMatch(router, Path.of("openapi.yml"));
    }
}
