package io.candor.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.candor.platform.security.RequiredScope;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.web.router.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

@MicronautTest(transactional = false)
class PlatformOpenApiTest {
    @Test
    void theFileDescribesWhatEveryServiceHasAndNamesTheScopes(Router router) throws IOException {
        var served = new TreeMap<String, TreeSet<String>>();
        router.uriRoutes()
                .filter(route -> route.getUriMatchTemplate().toPathString().startsWith("/internal/"))
                .filter(route -> !route.getHttpMethodName().equals("HEAD"))
                .forEach(route -> served.put(
                        route.getHttpMethodName() + " "
                                + route.getUriMatchTemplate().toPathString(),
                        new TreeSet<>(List.of(route.getAnnotationMetadata().stringValues(RequiredScope.class)))));

        assertThat(served).isNotEmpty().isEqualTo(described());
    }

    private static Map<String, TreeSet<String>> described() throws IOException {
        var described = new TreeMap<String, TreeSet<String>>();
        JsonNode paths;
        try (var reader = Files.newBufferedReader(Path.of("../internal-api.yml"))) {
            paths = new ObjectMapper()
                    .<JsonNode>valueToTree(new Yaml().load(reader))
                    .path("paths");
        }
        paths.properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    var scopes = new TreeSet<String>();
                    var named = operation.getValue().path("x-required-scope");
                    if (named.isTextual()) {
                        scopes.add(named.asText());
                    }
                    named.forEach(scope -> scopes.add(scope.asText()));
                    described.put(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), scopes);
                }));
        return described;
    }
}
