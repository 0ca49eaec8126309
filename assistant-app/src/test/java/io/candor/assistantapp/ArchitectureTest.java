package io.candor.assistantapp;

import io.candor.platform.testing.CandorArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void rulesOfTheStyleGuideHold() {
        CandorArchitecture.assertHolds("io.candor.assistantapp");
    }
}
