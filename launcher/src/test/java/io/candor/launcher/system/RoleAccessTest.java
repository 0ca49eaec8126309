package io.candor.launcher.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.candor.launcher.system.OpenApiFiles.Operation;
import io.candor.launcher.system.PlatformUnderTest.TenantUnderTest;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Asks every operation as a member of every role, with ids that are another tenant's. What is expected follows from the
 * OpenAPI files: {@code x-scopes} of the roles and {@code x-required-scope} of the operations.
 */
@ExtendWith(RunningPlatform.class)
class RoleAccessTest {
    private final PlatformUnderTest platform;

    RoleAccessTest(PlatformUnderTest platform) {
        this.platform = platform;
    }

    static Stream<String> roles() {
        return OpenApiFiles.get().roles().properties().stream().map(Map.Entry::getKey);
    }

    @ParameterizedTest
    @MethodSource("roles")
    void aRoleReachesWhatItsScopesAllowAndNothingOfAnotherTenant(String role) {
        var tenant = platform.newTenant();
        var person = member(tenant, role);
        var scopes = scopes(OpenApiFiles.get().roles().path(role));
        var softly = new SoftAssertions();
        var asked = 0;
        for (var operation : OpenApiFiles.get().operations()) {
            if (operation.isInternal() || operation.isPublic()) {
                continue;
            }
            var required = operation.requiredScopes();
            softly.assertThat(required)
                    .as("x-required-scope of %s", operation.name())
                    .isNotEmpty();
            var answer = person.send(operation.method(), path(operation), body(operation));
            if (required.stream().noneMatch(scopes::contains)) {
                softly.assertThat(answer.status() + " " + answer.type())
                        .as("%s as %s", operation.name(), role)
                        .isEqualTo("403 insufficient-scope");
            } else if (operation.path().contains("{")) {
                softly.assertThat(answer.status())
                        .as("%s as %s with another's id: %s", operation.name(), role, answer.body())
                        .isIn(400, 404);
            } else {
                softly.assertThat(answer.type())
                        .as("%s as %s: %d", operation.name(), role, answer.status())
                        .isNotEqualTo("insufficient-scope");
                softly.assertThat(answer.status())
                        .as("%s as %s: %s", operation.name(), role, answer.body())
                        .isNotIn(401, 500);
            }
            asked++;
        }
        softly.assertAll();
        assertThat(asked).isGreaterThan(40);
    }

    private ApiClient member(TenantUnderTest tenant, String role) {
        var email = role + "-" + UUID.randomUUID() + "@example.com";
        var invitation =
                JsonNodeFactory.instance.objectNode().put("email", email).put("role", role);
        platform.customer(tenant.apiKey()).post("/v1/members", invitation).expect(201);
        var person = platform.customer(platform.people().token(email));
        person.get("/v1/tenant").expect(200);
        return person;
    }

    /** With ids that nobody here has; a model is one that another tenant has. */
    private static String path(Operation operation) {
        return operation
                .path()
                .replace("{model}", "a-model-of-others")
                .replace("{version}", "1")
                .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
    }

    private static JsonNode body(Operation operation) {
        return operation.method().equals("GET") || operation.method().equals("DELETE")
                ? null
                : JsonNodeFactory.instance.objectNode();
    }

    private static Set<String> scopes(JsonNode list) {
        var scopes = new HashSet<String>();
        list.forEach(scope -> scopes.add(scope.asText()));
        return scopes;
    }
}
