package io.mediaup;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The rooms of the house and who may go where: the table is in {@link Room}. Every rule says what to do instead. */
@AnalyzeClasses(packages = "io.mediaup", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String REAL_TIMELINE = "io.mediaup.engine.RealTimeline";

    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_A_ROOM = classes()
            .should(ArchCondition.from(describe(
                    "be in a room of the table",
                    (JavaClass type) -> Room.of(type).isPresent())))
            .because("a package outside the table may use anything; put the class into the room it belongs to, or add"
                    + " the new room to Room.ALL and to the README's architecture section");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("io.mediaup.(**)")
            .should()
            .beFreeOfCycles()
            .because("packages in a circle can only be understood together; move what both need down into the one that"
                    + " the other may use")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule AWS_SDK_HAS_TWO_ROOMS = only(
            List.of("software.amazon.."),
            "a second cloud must be a new adapter and nothing more; put the call behind a port of provider or journal",
            "io.mediaup.provider.aws..",
            "io.mediaup.journal.s3..");

    @ArchTest
    static final ArchRule SSH_LIBRARY_HAS_ONE_ROOM = only(
            List.of("net.schmizz..", "com.hierynomus.."),
            "the SSH library must stay replaceable; use the interface of remote",
            "io.mediaup.remote..");

    @ArchTest
    static final ArchRule TERMINAL_LIBRARY_HAS_ONE_ROOM = only(
            List.of("org.jline.."),
            "CI logs and JSON need no terminal; make it a view in console.live",
            "io.mediaup.console.live..");

    @ArchTest
    static final ArchRule PICOCLI_HAS_ONE_ROOM = only(
            List.of("picocli.."),
            "use cases must run without a command line; hand them plain values from cli",
            "io.mediaup.cli..");

    @ArchTest
    static final ArchRule ONE_CLOCK_AND_ONE_DIE = noClasses()
            .that()
            .resideOutsideOfPackage("io.mediaup.lab..")
            .and(describe(
                    "are not the real timeline", type -> !outermostName(type).equals(REAL_TIMELINE)))
            .should()
            .accessTargetWhere(new RealWorld())
            .because(
                    "a run in virtual time must be the same run, and replay from its seed; take now, at and random from"
                            + " the Timeline, or take the time as a parameter")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule STORES_ARE_PICKED_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackages("io.mediaup.journal.file..", "io.mediaup.journal.s3..")
            .and(describe("do not pick the store", type -> !outermostName(type).equals("io.mediaup.app.PlanStates")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.mediaup.journal.file..", "io.mediaup.journal.s3..")
            .because("runs may be kept elsewhere; use the ports of journal, and let PlanStates choose the store");

    @ArchTest
    static final ArchRule DECIDING_IS_PURE = noClasses()
            .that()
            .resideInAPackage("io.mediaup.rollout..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.net..", "java.nio.file..", "java.util.concurrent..")
            .because("decide is a function of plan, snapshot, state and now; let the engine do it and journal the"
                    + " outcome as a fact")
            .allowEmptyShould(true);

    /** One report per room that breaks its rule, rather than one rule with the text of all. */
    @ArchTest
    static void roomsUseOnlyWhatTheyMay(JavaClasses classes) {
        assertThat(Room.ALL.stream()
                        .map(room -> room.rule().evaluate(classes))
                        .filter(EvaluationResult::hasViolation)
                        .map(result -> result.getFailureReport().toString()))
                .isEmpty();
    }

    @ArchTest
    static void everyPackageSaysWhatItIsForAndKnowsNoNull(JavaClasses classes) {
        assertThat(classes.stream()
                        .map(JavaClass::getPackage)
                        .filter(room -> !room.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName)
                        .distinct())
                .as("packages without a @NullMarked package-info.java: write one with the purpose of the package, what"
                        + " it may use, and what it never does")
                .isEmpty();
    }

    private static ArchRule only(List<String> library, String because, String... rooms) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(library.toArray(String[]::new))
                .because(because)
                .allowEmptyShould(true);
    }

    private static String outermostName(JavaClass type) {
        return type.getEnclosingClass().map(ArchitectureTest::outermostName).orElse(type.getName());
    }
}
