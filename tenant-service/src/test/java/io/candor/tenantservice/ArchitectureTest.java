package io.candor.tenantservice;

import io.candor.platform.testing.CandorArchitecture;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theStyleGuideHolds() {
        Assertions.assertThatCode(() -> CandorArchitecture.assertHolds("io.candor.tenantservice"))
                .doesNotThrowAnyException();
    }
}
