package io.candor.tenantservice.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MicronautTest(transactional = false)
class SecurityControllerTest {
    private static final String PATH = "/v1/security";

    @Inject
    EmbeddedServer server;

    @Test
    void withoutAnIdentityProviderTheSettingIsKeptAndSaidToBeOff() {
        var administrator = Caller.administratorOf(server, Caller.newTenant(server, "team"));
        var before = administrator.get(PATH);

        var changed = administrator.put(PATH, Map.of("two_factor_required", true));

        assertThat(before.body().path("two_factor_required").asBoolean()).isFalse();
        assertThat(before.body().path("identity_provider").asText()).isEqualTo("off");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("two_factor_required").asBoolean()).isTrue();
        assertThat(changed.body().path("pending_changes").asLong())
                .isGreaterThan(before.body().path("pending_changes").asLong());
        assertThat(administrator.get(PATH).body()).isEqualTo(changed.body());
    }

    @Test
    void onlyAnAdministratorChangesIt() {
        var reader = Caller.of(server, Caller.newTenant(server, "team"), "tenant:read");

        assertThat(reader.put(PATH, Map.of("two_factor_required", true)).status())
                .isEqualTo(403);
    }

    @Test
    void theSettingIsNeeded() {
        var administrator = Caller.administratorOf(server, Caller.newTenant(server, "team"));

        assertThat(administrator.put(PATH, Map.of()).errors()).containsOnlyKeys("two_factor_required");
    }
}
