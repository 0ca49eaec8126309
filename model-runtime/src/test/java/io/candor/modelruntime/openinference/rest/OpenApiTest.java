package io.candor.modelruntime.openinference.rest;

import io.candor.modelruntime.openinference.RuntimeTest;
import io.candor.platform.testing.OpenApiRoutes;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.web.router.Router;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class OpenApiTest extends RuntimeTest {
    @Test
    void theServiceServesExactlyWhatItsOpenApiFileDescribes(Router router) {
        OpenApiRoutes.assertMatch(router, Path.of("openapi.yml"));
    }
}
