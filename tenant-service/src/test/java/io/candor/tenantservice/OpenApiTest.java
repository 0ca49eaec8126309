package io.candor.tenantservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.security.RequiredScope;
import io.candor.platform.testing.OpenApiRoutes;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.web.router.Router;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
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
    void eachRouteDemandsTheScopeThatTheFileNames() throws IOException {
        var document = document();

        var routes = router.uriRoutes()
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                .filter(route -> !OpenApiRoutes.isOfEveryService(route))
                .filter(route -> route.getAnnotationMetadata().hasAnnotation(RequiredScope.class))
                .toList();

        assertThat(routes).isNotEmpty();
        for (var route : routes) {
            var operation = document.path("paths")
                    .path(route.getUriMatchTemplate().toPathString())
                    .path(route.getHttpMethodName().toLowerCase(Locale.ROOT));
            var scopes = operation.path("x-required-scope");
            var named = scopes.isTextual()
                    ? new TreeSet<>(Set.of(scopes.asText()))
                    : StreamSupport.stream(scopes.spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.toCollection(TreeSet::new));
            assertThat(new TreeSet<>(List.of(route.getAnnotationMetadata().stringValues(RequiredScope.class))))
                    .as(route.toString())
                    .isEqualTo(named);
        }
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
