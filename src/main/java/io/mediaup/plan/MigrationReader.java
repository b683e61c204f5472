package io.mediaup.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads how sessions are moved, and finds what is missing for those that shall be. */
final class MigrationReader {

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final String SESSION = "session.id";

    /** What requests of this section may name besides the host. */
    private static final List<String> MORE = List.of(
            "replacement.id",
            "replacement.address",
            "replacement.private-ip",
            "replacement.port",
            "replacement.zone",
            SESSION,
            MigrationSpec.COUNT,
            "migrate.key");

    private static final Kind ORDER = PlanFormat.section(
            Key.of("http", HttpFormat.ORDER, "The request."),
            Key.of("ssh", SshFormat.NOTICE, "A command on the host that sessions leave."));

    static final Kind.Section FORMAT = PlanFormat.section(
            Key.of(
                    "notify",
                    ORDER,
                    "Asks the signalling service to move a host's sessions, or each one; may hold"
                            + " {{replacement.address}}."),
            Key.of(
                    "sever",
                    ORDER,
                    "Ends a session on the server, for clients that reconnect by themselves; holds {{session.id}}."),
            Key.of(
                    "sessions",
                    PlanFormat.section(
                            Key.of("http", HttpFormat.LIST, "The request; json-pointer leads to an array."),
                            Key.of("ssh", SshFormat.LIST, "A command that prints them, one a line or by a pattern."),
                            Key.of("id", PlanFormat.pointer(), "Where the id is in an item; \"\" when it is the item.")
                                    .or("")),
                    "Where the ids of a host's sessions are read, for requests that hold {{session.id}}."),
            Key.of(
                    "pace",
                    PlanFormat.section(
                            Key.of(
                                            "sessions-per-second",
                                            new Kind.Decimal(0.01, 10_000),
                                            "Sessions asked to move in a second.")
                                    .or("20"),
                            Key.of("in-flight", new Kind.Whole(1, 1_000_000), "Sessions on their way at once.")
                                    .or("200")),
                    "How fast, over the whole fleet."),
            Key.of(
                            "within",
                            PlanFormat.span(Duration.ofSeconds(1), Duration.ofHours(1)),
                            "How long a session that was asked to move may take.")
                    .or("30s"),
            Key.of(
                            "patience",
                            PlanFormat.span(Duration.ZERO, LONGEST),
                            "How long the sessions of one host may take to move.")
                    .or("10m"),
            Key.of("then", PlanFormat.choice(List.of("wait", "kill", "halt")), "What happens to those that are left.")
                    .or("wait"));

    private final Values root;
    private final List<Problem> problems;
    private final CheckReader checks;

    MigrationReader(Values root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
        this.checks = new CheckReader(
                problems, Stream.concat(Templates.ALL.stream(), MORE.stream()).toList());
    }

    /** The section, if there is one; problems where something shall be moved and nothing says how. */
    Optional<MigrationSpec> read(Technique technique) {
        if (!root.has("migrate")) {
            missing(technique).ifPresent(problems::add);
            return Optional.empty();
        }
        if (root.refused("migrate")) {
            return Optional.empty();
        }
        Values section = root.section("migrate");
        List<String> means = new ArrayList<>(List.of("notify", "sever"));
        means.removeIf(key -> !section.has(key));
        if (means.size() != 1) {
            if (!section.refused("notify") && !section.refused("sever")) {
                refuse(
                        section.place(),
                        "Expected notify or sever under migrate, but found "
                                + (means.isEmpty() ? "neither. Add one." : "both. Keep one of them."));
            }
            return Optional.empty();
        }
        return spec(section, means.get(0));
    }

    private Optional<MigrationSpec> spec(Values section, String means) {
        Values order = section.section(means);
        Optional<Check> request = checks.read(order, "migrate." + means);
        Optional<MigrationSpec.SessionList> list = list(section);
        if (request.isEmpty()) {
            return Optional.empty();
        }
        Values pace = section.section("pace");
        MigrationSpec spec = new MigrationSpec(
                means.equals("notify") ? MigrationSpec.Means.NOTIFY : MigrationSpec.Means.SEVER,
                request.get(),
                list,
                new MigrationSpec.Pace(pace.decimal("sessions-per-second"), pace.whole("in-flight")),
                section.duration("within"),
                section.duration("patience"),
                PatienceOutcome.valueOf(section.text("then").toUpperCase(Locale.ROOT)));
        checkIds(section, means, spec.names(SESSION));
        return Optional.of(spec);
    }

    /** Sessions are listed where each is asked by itself, and only there. */
    private void checkIds(Values section, String means, boolean perSession) {
        Values order = section.section(means);
        if (perSession != section.has("sessions") && !section.refused("sessions")) {
            refuse(
                    perSession ? order.place() : section.place("sessions"),
                    perSession
                            ? "Expected migrate.sessions, which says where the ids of sessions are read, with"
                                    + " {{session.id}}, but found none. Add it."
                            : "Expected {{session.id}} in migrate." + means
                                    + " with migrate.sessions, but found none. Add it, or remove sessions.");
        }
        if (means.equals("sever") && !perSession) {
            refuse(
                    order.place(),
                    "Expected {{session.id}} in migrate.sever, which ends one session at a time, but found none."
                            + " Add it.");
        }
    }

    private Optional<MigrationSpec.SessionList> list(Values section) {
        if (!section.has("sessions")) {
            return Optional.empty();
        }
        Values list = section.section("sessions");
        if (list.has("ssh") && list.has("id")) {
            refuse(
                    list.place("id"),
                    "Expected a pattern, where ids are not whole lines of what the command prints, but found id, which is"
                            + " for http. Remove it.");
        }
        return checks.read(list, "migrate.sessions")
                .map(source -> new MigrationSpec.SessionList(source, list.text("id")));
    }

    private Optional<Problem> missing(Technique technique) {
        if (technique == Technique.MIGRATE_FIRST && !root.refused("technique")) {
            return Optional.of(new Problem(
                    root.place("technique"),
                    "Expected migrate: {notify: …} or {sever: …} for migrate-first, but found none. Add it: mediaup"
                            + " cannot move a session by itself."));
        }
        Values drain = root.section("drain");
        if (drain.text("then").equals("migrate")) {
            return Optional.of(nothingMoves(drain.place("then")));
        }
        return root.section("probes").sections("sessions").stream()
                .filter(counter -> counter.text("then", "").equals("migrate"))
                .findFirst()
                .map(counter -> nothingMoves(counter.place("then")));
    }

    private static Problem nothingMoves(Place place) {
        return new Problem(
                place,
                "Expected migrate: {notify: …} or {sever: …} for then: migrate, but found none. Add it, or say wait,"
                        + " kill or halt.");
    }

    private void refuse(Place place, String message) {
        problems.add(new Problem(place, message));
    }
}
