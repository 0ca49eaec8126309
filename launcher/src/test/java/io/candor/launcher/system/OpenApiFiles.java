package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.candor.launcher.system.ApiClient.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** The committed OpenAPI files of all services, and which of their operations answered with success. */
final class OpenApiFiles {
    private static final List<String> MODULES =
            List.of("assistant-app", "audit-ledger", "gateway", "model-runtime", "tenant-service");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final OpenApiFiles ALL = new OpenApiFiles();

    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> succeeded = ConcurrentHashMap.newKeySet();
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();
    private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);

    private OpenApiFiles() {
        for (var module : MODULES) {
            var document = read(module);
            document.path("paths")
                    .fields()
                    .forEachRemaining(path -> path.getValue().fieldNames().forEachRemaining(name -> {
                        if (METHODS.contains(name)) {
                            operations.add(
                                    new Operation(module, document, name.toUpperCase(Locale.ROOT), path.getKey()));
                        }
                    }));
        }
        operations.sort(Comparator.comparingInt((Operation operation) ->
                (int) operation.path().chars().filter(c -> c == '{').count()));
    }

    static OpenApiFiles get() {
        return ALL;
    }

    List<Operation> operations() {
        return List.copyOf(operations);
    }

    /** The scopes of each role, as tenant-service's file tells them. */
    JsonNode roles() {
        return operations.stream()
                .filter(operation -> operation.module().equals("tenant-service"))
                .findFirst()
                .orElseThrow()
                .document()
                .at("/components/schemas/Role/x-scopes");
    }

    /** Operations that no test has seen succeed. */
    Set<String> neverSucceeded() {
        var missing = new TreeSet<String>();
        operations.forEach(operation -> missing.add(operation.name()));
        missing.removeAll(succeeded);
        return missing;
    }

    /** Asserts that the answer is one that the operation's description allows. */
    void check(Answer answer) {
        var path = answer.path().replaceAll("[?].*", "");
        var found = operations.stream()
                .filter(operation -> operation.matches(answer.method(), path))
                .findFirst();
        if (found.isEmpty()) {
            assertThat(answer.status())
                    .as("undescribed %s %s", answer.method(), path)
                    .isIn(404, 405);
            return;
        }
        var operation = found.get();
        var response = operation.response(answer.status());
        assertThat(response)
                .as(
                        "%s answers %d, which its OpenAPI file does not describe: %s",
                        operation.name(), answer.status(), answer.text())
                .isNotNull();
        if (answer.status() < 300) {
            succeeded.add(operation.name());
        }
        checkBody(operation, response, answer);
    }

    private void checkBody(Operation operation, String pointer, Answer answer) {
        var content = operation.document().at(pointer).path("content");
        if (content.isEmpty()) {
            assertThat(answer.text()).as(operation.name()).isEmpty();
            return;
        }
        var type = answer.response()
                .headers()
                .firstValue("Content-Type")
                .orElse("")
                .replaceAll(";.*", "");
        assertThat(content.has(type))
                .as("%s %d: content type %s", operation.name(), answer.status(), type)
                .isTrue();
        if (type.contains("json")) {
            var schema = pointer + "/content/" + type.replace("/", "~1") + "/schema";
            var errors = schema(operation, schema).validate(answer.body());
            assertThat(errors)
                    .as("%s %d: %s", operation.name(), answer.status(), answer.body())
                    .isEmpty();
        }
    }

    private JsonSchema schema(Operation operation, String pointer) {
        return schemas.computeIfAbsent(operation.module() + pointer, key -> {
            ObjectNode root = operation.document().deepCopy();
            root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
            root.put("$ref", "#" + pointer.replace("{", "%7B").replace("}", "%7D"));
            var config = SchemaValidatorsConfig.builder()
                    .formatAssertionsEnabled(true)
                    .build();
            return factory.getSchema(root, config);
        });
    }

    private static JsonNode read(String module) {
        try (var reader =
                Files.newBufferedReader(RunningPlatform.PROJECT.resolve(module).resolve("openapi.yml"))) {
            var loader = new LoaderOptions();
            var yaml = new Yaml(
                    new SafeConstructor(loader),
                    new Representer(new DumperOptions()),
                    new DumperOptions(),
                    loader,
                    new NoTimestamps());
            return new ObjectMapper().valueToTree(yaml.load(reader));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** YAML 1.2, which OpenAPI uses, knows no timestamps. */
    private static final class NoTimestamps extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern regexp, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, regexp, first, limit);
            }
        }
    }

    /** One operation of one file. */
    record Operation(String module, JsonNode document, String method, String path) {
        String name() {
            return module + ": " + method + " " + path;
        }

        boolean isInternal() {
            return path.startsWith("/internal/");
        }

        /** Whether it needs no credential. */
        boolean isPublic() {
            var own = description().path("security");
            return (own.isMissingNode() ? document.path("security") : own).isEmpty();
        }

        /** Each of them suffices. */
        Set<String> requiredScopes() {
            var scopes = description().path("x-required-scope");
            var all = new TreeSet<String>();
            if (scopes.isTextual()) {
                all.add(scopes.asText());
            }
            scopes.forEach(scope -> all.add(scope.asText()));
            return all;
        }

        /** The example of a request's body, or null. */
        JsonNode example() {
            var example = description().at("/requestBody/content/application~1json/example");
            return example.isMissingNode() ? null : example;
        }

        private JsonNode description() {
            return document.path("paths").path(path).path(method.toLowerCase(Locale.ROOT));
        }

        boolean matches(String askedMethod, String askedPath) {
            var pattern = Pattern.quote(path).replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q");
            return method.equals(askedMethod) && askedPath.matches(pattern);
        }

        /** The JSON pointer of the response that describes {@code status}, or null. */
        String response(int status) {
            var base = "/paths/" + path.replace("~", "~0").replace("/", "~1") + "/" + method.toLowerCase(Locale.ROOT)
                    + "/responses/";
            for (var code : List.of(String.valueOf(status), "default")) {
                var response = document.at(base + code);
                if (!response.isMissingNode()) {
                    return response.has("$ref") ? response.path("$ref").asText().substring(1) : base + code;
                }
            }
            return null;
        }
    }
}
