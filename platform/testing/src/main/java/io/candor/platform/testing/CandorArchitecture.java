package io.candor.platform.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The rules of the style guide that hold in every service. */
public final class CandorArchitecture {
    private static final String BANNED = ".*(Manager|Helper|Utils?|Impl|DTO|Info|Data)";

    private CandorArchitecture() {}

    /** Asserts the rules for the service whose root package is {@code root}. */
    public static void assertHolds(String root) {
        var code = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
        noClasses()
                .that(simpleNameEndingWith("Service"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micronaut.http.server..")
                .allowEmptyShould(true)
                .check(code);
        noClasses()
                .that(simpleNameEndingWith("Controller"))
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Repository")
                .allowEmptyShould(true)
                .check(code);
        classes()
                .that(simpleNameEndingWith("Controller").or(simpleNameEndingWith("Repository")))
                .should()
                .notBePublic()
                .allowEmptyShould(true)
                .check(code);
        noClasses()
                .that(not(simpleNameEndingWith("$Definition")))
                .should()
                .haveNameMatching(BANNED)
                .check(code);
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..common..", "..helper..")
                .check(code);
        slices().matching(root + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(code);
    }
}
