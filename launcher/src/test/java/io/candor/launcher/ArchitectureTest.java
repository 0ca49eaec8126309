package io.candor.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.candor.launcher", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule featuresFormNoCycle =
            slices().matching("io.candor.launcher.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule launcherKnowsOnlyTheBuiltJars = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.micronaut..",
                    "io.candor.platform..",
                    "io.candor.gateway..",
                    "io.candor.tenantservice..",
                    "io.candor.modelruntime..",
                    "io.candor.auditledger..",
                    "io.candor.assistantapp..");
}
