package io.candor.tenantservice.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.Caller;
import io.candor.tenantservice.scope.Scope;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@MicronautTest(transactional = false)
class RoleTest {
    @Inject
    EmbeddedServer server;

    @ParameterizedTest
    @EnumSource(Role.class)
    void whoeverHasTheRoleHasItsScopes(Role role) {
        var administrator = Caller.administratorOf(server, Caller.newTenant(server, "team"));
        var subject = UUID.randomUUID().toString();
        var email = subject + "@example.com";
        var invited = administrator.post("/v1/members", Map.of("email", email, "role", role.value()));

        var resolved = Caller.gateway(server)
                .post(
                        "/internal/v1/credentials",
                        Map.of("oidc_subject", subject, "email", email, "email_verified", true));

        assertThat(invited.status()).isEqualTo(201);
        assertThat(resolved.body().path("scopes"))
                .extracting(scope -> Scope.of(scope.asText()))
                .isEqualTo(role.scopes());
    }

    @Test
    void onlyAnOwnerMayDoWhatCannotBeUndone() {
        for (var role : Role.values()) {
            assertThat(role.scopes().contains(Scope.PRIVACY_MANAGE))
                    .as(role.value())
                    .isEqualTo(role == Role.OWNER);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"OWNER", "ADMIN"},
            mode = EnumSource.Mode.EXCLUDE)
    void nobodyElseChangesMembersAndKeys(Role role) {
        assertThat(role.scopes()).doesNotContain(Scope.TENANT_ADMIN, Scope.MODELS_MANAGE);
    }
}
