package io.candor.modelruntime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.candor.platform.testing.CandorArchitecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String ROOT = "io.candor.modelruntime";

    private final JavaClasses code = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void theRulesOfEveryServiceHold() {
        CandorArchitecture.assertHolds(ROOT);
    }

    @Test
    void whatComputesKnowsNoContainer() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".session..",
                        ROOT + ".textpipeline..",
                        ROOT + ".language..",
                        ROOT + ".modelrepository..",
                        ROOT + ".training..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.micronaut..", "jakarta.inject..", "io.grpc..", "io.candor.platform.web..")
                .check(code);
    }

    @Test
    void theSchedulerIsPlainJava() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".scheduler..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.micronaut..",
                        "jakarta..",
                        "org.hibernate..",
                        "ai.onnxruntime..",
                        "io.grpc..",
                        "io.candor.platform..")
                .check(code);
    }

    @Test
    void onnxRuntimeIsUsedInOnePlaceByTheServer() {
        classes()
                .that()
                .resideOutsideOfPackages(ROOT + ".session..", ROOT + ".training..", ROOT + ".bench..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("ai.onnxruntime..")
                .check(code);
    }
}
