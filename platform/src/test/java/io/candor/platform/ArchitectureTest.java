package io.candor.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.candor");

    @Test
    void platformKnowsNoApp() {
        noClasses()
                .that()
                .resideInAPackage("io.candor.platform..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.candor.assistantapp..",
                        "io.candor.auditledger..",
                        "io.candor.gateway..",
                        "io.candor.launcher..",
                        "io.candor.modelruntime..",
                        "io.candor.tenantservice..")
                .check(code);
    }

    @Test
    void noPackageIsADrawer() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..")
                .check(code);
    }

    @Test
    void tenancyAndDecisionsStandOnTheirOwn() {
        slices().matching("io.candor.platform.(tenancy|service|fault)..")
                .should()
                .notDependOnEachOther()
                .check(code);
    }
}
