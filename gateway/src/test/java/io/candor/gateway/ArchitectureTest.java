package io.candor.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.candor.platform.testing.CandorArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theRulesOfTheStyleGuideHold() {
        CandorArchitecture.assertHolds("io.candor.gateway");
    }

    @Test
    void onlyRoutingKnowsTheClientOfTheUpstreams() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.candor.gateway.routing")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.eclipse.jetty..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.candor.gateway"));
    }
}
