package io.candor.auditledger;

import io.candor.platform.testing.CandorArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theRulesOfTheStyleGuideHold() {
        CandorArchitecture.assertHolds("io.candor.auditledger");
    }
}
