package io.candor.tenantservice.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.candor.platform.web.ProblemException;
import io.candor.tenantservice.Caller;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@MicronautTest(transactional = false)
class TenantServiceTest {
    @Inject
    EmbeddedServer server;

    @Inject
    TenantService tenants;

    @ParameterizedTest
    @EnumSource(TenantStatus.class)
    void aJobWithoutACallerChangesHowATenantStands(TenantStatus status) {
        var id = Caller.newTenant(server, "free");

        var changed = tenants.changeStatus(id, status);

        assertThat(changed.status()).isEqualTo(status);
        assertThat(Caller.of(server, id, "tenant:read")
                        .get("/v1/tenant")
                        .body()
                        .path("status")
                        .asText())
                .isEqualTo(status.value());
    }

    @Test
    void anUnknownTenantIsNotThere() {
        assertThatThrownBy(() -> tenants.changeStatus(UUID.randomUUID(), TenantStatus.ACTIVE))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("no tenant");
    }
}
