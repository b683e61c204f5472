package io.mediaup;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A row of the table of rooms: a package below {@code io.mediaup} with all below it, and what it may use besides itself.
 *
 * @param mayUse package patterns below {@code io.mediaup}; {@code x} is the package alone, {@code x..} with all below it
 * @param because what to do instead of using more
 */
record Room(String name, List<String> mayUse, String because) {
    private static final String BASE = "io.mediaup.";

    /** The adapters live below the ports, hence no dots. */
    private static final List<String> PORTS = List.of("provider", "probe", "remote", "gate", "notify");

    /** A class belongs to the longest name that fits. */
    static final List<Room> ALL = List.of(
            new Room(
                    "cli",
                    List.of("app.."),
                    "a verb turns arguments into one call of app; put the work into a use case there"),
            new Room(
                    "app",
                    List.of(
                            "plan..",
                            "fleet..",
                            "rollout..",
                            "journal..",
                            "engine..",
                            "provider..",
                            "probe..",
                            "remote..",
                            "gate..",
                            "notify..",
                            "doctor..",
                            "simulation..",
                            "lab..",
                            "console..",
                            "report.."),
                    "app is where a world is picked and put together, so it may use everything but the command line"
                            + " above it; hand a value back and let cli print it"),
            new Room("plan", List.of("fleet.."), "a plan is only read and checked; whoever acts on it uses plan"),
            new Room(
                    "fleet",
                    List.of(),
                    "it is the vocabulary of all others; move what needs more to the room that needs it"),
            new Room(
                    "rollout",
                    List.of("plan..", "fleet.."),
                    "deciding is pure; let the engine observe and hand the result over in the snapshot or as a fact"),
            new Room(
                    "journal",
                    List.of("rollout..", "fleet.."),
                    "it keeps facts and knows nothing of those who make them; pass what it needs as a value"),
            new Room(
                    "engine",
                    and(PORTS, "fleet..", "plan..", "rollout..", "journal"),
                    "the same engine runs in every world; use the port, and let app choose the adapter"),
            new Room(
                    "provider",
                    List.of("fleet..", "plan.."),
                    "an adapter knows its cloud only; let the engine combine ports"),
            new Room(
                    "provider.lab",
                    List.of("provider", "fleet..", "plan..", "lab.."),
                    "provider.lab and lab share the layout of the lab's directory, so it may use lab; nothing else"),
            new Room(
                    "probe",
                    List.of("fleet..", "plan..", "remote.."),
                    "a probe asks one host; let the engine combine ports"),
            new Room("remote", List.of("fleet..", "plan.."), "it carries commands and knows not what for"),
            new Room(
                    "gate",
                    and(PORTS, "fleet..", "plan.."),
                    "a gate looks through ports; the verdict goes to the engine"),
            new Room(
                    "gate.http",
                    and(PORTS, "fleet..", "plan..", "probe.http"),
                    "it asks over HTTP with the client and the limits of probe.http; anything else is a port of its own"),
            new Room(
                    "gate.ssh",
                    and(PORTS, "fleet..", "plan..", "probe.ssh"),
                    "it runs commands as probe.ssh does; anything else is a port of its own"),
            new Room(
                    "notify",
                    and(PORTS, "fleet..", "plan.."),
                    "a notice is sent; what follows from it is the engine's"),
            new Room(
                    "doctor", and(PORTS, "fleet..", "plan.."), "preflight looks through the ports that apply will use"),
            new Room(
                    "simulation",
                    and(PORTS, "fleet..", "plan..", "rollout..", "journal", "engine.."),
                    "it runs the very same engine on a virtual timeline, behind the same ports, so it may use engine and"
                            + " the ports; an adapter of the real world would end the determinism"),
            new Room("lab", List.of(), "its processes live on their own; let provider.lab and app use lab"),
            new Room(
                    "console",
                    List.of("rollout..", "fleet.."),
                    "a view is a function of the model and a width; let app feed it events"),
            new Room(
                    "report",
                    List.of("rollout..", "journal..", "fleet.."),
                    "a report is told from the journal of the run"));

    static Optional<Room> of(JavaClass type) {
        return ALL.stream()
                .filter(room -> (type.getPackageName() + ".").startsWith(BASE + room.name + "."))
                .max(Comparator.comparing(room -> room.name.length()));
    }

    /** Holds for a room that is still empty. */
    ArchRule rule() {
        String[] allowed = Stream.concat(Stream.of(name + ".."), mayUse.stream())
                .map(pattern -> BASE + pattern)
                .toArray(String[]::new);
        return classes()
                .that(describe("are in the room " + name, type -> of(type).equals(Optional.of(this))))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("io.mediaup..").or(resideInAnyPackage(allowed)))
                .because(because)
                .allowEmptyShould(true);
    }

    private static List<String> and(List<String> ports, String... others) {
        return Stream.concat(ports.stream(), Stream.of(others)).toList();
    }
}
