package io.candor.tenantservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.testing.OpenApiRoutes;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.web.router.Router;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

@MicronautTest(transactional = false)
class OpenApiTest {
    private static final Path FILE = Path.of("openapi.yml");

    @Inject
    Router router;

    @Test
    void theServiceServesWhatTheFileDescribes() {
        OpenApiRoutes.assertMatch(router, FILE);
    }

    @Test
    void everyObjectIsClosed() throws IOException {
        var schemas = document().path("components").path("schemas");

        assertThat(schemas.properties())
                .filteredOn(schema -> schema.getValue().path("type").asText().equals("object"))
                .isNotEmpty()
                .allMatch(schema -> schema.getValue().has("additionalProperties")
                        && !schema.getValue().path("additionalProperties").asBoolean(true));
    }

    private static JsonNode document() throws IOException {
        try (var reader = Files.newBufferedReader(FILE)) {
            return new ObjectMapper().valueToTree(new Yaml().load(reader));
        }
    }
}
