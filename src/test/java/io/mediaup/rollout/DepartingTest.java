package io.mediaup.rollout;

import static io.mediaup.plan.PatienceOutcome.HALT;
import static io.mediaup.plan.PatienceOutcome.KILL;
import static io.mediaup.plan.PatienceOutcome.MIGRATE;
import static io.mediaup.plan.PatienceOutcome.WAIT;
import static io.mediaup.rollout.Row.row;

import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.TestPlans;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cordoned host on its way out, step by step: what may end it, and what must not. */
class DepartingTest {

    private static final Plan DRAIN = PlanBuilder.drainFirst().build();
    private static final Plan WITHOUT_COMMAND =
            PlanBuilder.drainFirst().withoutDrainCommand().build();

    @ParameterizedTest(name = "{0}")
    @MethodSource({"steps", "evidence", "patience", "severalCounters", "killing"})
    void shouldDecide(Row row) {
        row.check();
    }

    static Stream<Row> steps() {
        return Stream.of(
                departing("the mark first, then out of rotation", "cordoned", "deregister o1"),
                departing("then it is waited for", "leaving", "waits o1: leaving rotation"),
                departing(
                        "one that is still a target long after was put back, before it was seen out",
                        "leaving deregistered=2m",
                        "deregister o1"),
                departing("being out is noted", "left", "HostLeftRotation o1"),
                departing(
                        "late arrivals are waited for",
                        "settling",
                        "waits o1: settling: late arrivals are possible for 2 min more"),
                departing("only then it is told to drain", "settled", "enter-drain o1"),
                departing(
                        "told, it is asked whether it does",
                        "told",
                        "waits o1: told to drain; its flag was not read back yet"),
                departing("a flag that reads as off is set again", "draining flag=off", "enter-drain o1"),
                departing(
                        "a flag that cannot be read proves nothing",
                        "draining calls=0 flag=?",
                        "waits o1: told to drain; its flag HTTP 500"),
                departing(
                        "open sessions are waited for",
                        "draining calls=3",
                        "waits o1: draining: 3 calls; patience ends in"),
                departing("low for long enough, it has drained", "draining calls=0", "HostDrained o1"),
                departing("drained, it is retired, and nothing may be cut", "drained", "retire o1"));
    }

    static Stream<Row> evidence() {
        Plan upToFive = PlanBuilder.drainFirst()
                .counters(TestPlans.counter("calls", 5, Duration.ofHours(400), WAIT))
                .build();
        return Stream.of(
                departing("two readings of three are too few", "draining calls=0*2", "waits o1: draining: 0 calls"),
                departing("unknown is not zero", "draining calls=?", "waits o1: draining: calls unknown (timed out)"),
                departing("an old zero is not zero", "draining calls=0@31s", "waits o1: draining: 0 calls"),
                departing("a fresh enough zero is", "draining calls=0@4s", "HostDrained o1"),
                departing(
                        "zeros of before it was told to drain do not count",
                        "draining calls=0@12s",
                        "waits o1: draining: 0 calls"),
                departing(upToFive, "at the threshold is low", "draining calls=5", "HostDrained o1"),
                departing(upToFive, "above it is not", "draining calls=6", "waits o1: draining: 6 calls"),
                departing("a rise takes the verdict back", "drained calls=1", "HostRefilled o1"),
                departing(
                        "drained, and since then unknown: it is kept",
                        "drained calls=?",
                        "waits o1: drained, and to be confirmed by fresh readings"),
                departing(
                        "drained, and not read for long: the verdict is taken back",
                        "drained calls=?40s",
                        "HostRefilled o1"),
                departing(
                        WITHOUT_COMMAND,
                        "without a command low counts must follow the settle time",
                        "settling calls=0",
                        "waits o1: settling"),
                departing(WITHOUT_COMMAND, "and then they suffice", "settled calls=0", "HostDrained o1"),
                departing(
                        WITHOUT_COMMAND,
                        "but not the unknown ones",
                        "settled calls=?",
                        "waits o1: draining: calls unknown"));
    }

    static Stream<Row> patience() {
        return Stream.of(
                patient(
                        WAIT,
                        "within its patience it is waited for",
                        "draining calls=2 cordoned=59m",
                        "waits o1: draining: 2 calls; patience ends in 1 min"),
                patient(WAIT, "wait: it is overdue, and said so", "draining calls=2 cordoned=1h", "HostOverdue o1"),
                patient(
                        KILL,
                        "kill: not a moment too soon",
                        "draining calls=2 cordoned=59m59s",
                        "waits o1: draining: 2 calls; patience ends in 1 s"),
                patient(
                        KILL,
                        "kill: it goes with its sessions",
                        "draining calls=2 cordoned=1h",
                        "retire o1 cutting calls"),
                patient(
                        KILL,
                        "kill: also when they are unknown",
                        "draining calls=? cordoned=1h",
                        "retire o1 cutting calls"),
                patient(
                        KILL,
                        "kill: also when its flag cannot be read",
                        "told calls=2 cordoned=1h flag=?",
                        "retire o1 cutting calls"),
                patient(
                        KILL,
                        "kill: a host that has drained is not cut",
                        "draining calls=0 cordoned=1h",
                        "HostDrained o1"),
                patient(HALT, "halt: not before", "draining calls=2 cordoned=59m", "waits o1: draining: 2 calls"),
                patient(
                        HALT,
                        "halt: the run stops",
                        "draining calls=2 cordoned=1h",
                        "LineStopped halt: o1 has 2 calls at the end of its patience, and the plan says then: halt"));
    }

    /** Two counters: calls with one outcome, sip with another; both patiences have ended unless it says otherwise. */
    static Stream<Row> severalCounters() {
        return Stream.of(
                two(
                        HALT,
                        KILL,
                        "halt before kill",
                        "calls=1 sip=1",
                        "LineStopped halt: o1 has 1 calls, 1 sip at the end of its patience, and the plan says then: halt"),
                two(
                        HALT,
                        WAIT,
                        "halt before wait",
                        "calls=1 sip=1",
                        "LineStopped halt: o1 has 1 calls, 1 sip at the end of its patience, and the plan says then: halt"),
                two(WAIT, KILL, "wait before kill", "calls=1 sip=1", "HostOverdue o1"),
                two(
                        MIGRATE,
                        KILL,
                        "migrate before kill: nothing is cut",
                        "calls=1 sip=1",
                        "waits o1: draining: 1 calls, 1 sip"),
                two(WAIT, MIGRATE, "wait before migrate", "calls=1 sip=1", "HostOverdue o1"),
                two(KILL, KILL, "kill and kill", "calls=1 sip=1", "retire o1 cutting calls+sip"),
                two(WAIT, KILL, "a low counter has no say", "calls=0 sip=1", "retire o1 cutting sip"),
                two(KILL, WAIT, "an unknown counter has", "calls=1 sip=?", "HostOverdue o1"),
                two(HALT, KILL, "halt has no say while it is low", "calls=0 sip=4", "retire o1 cutting sip"),
                two(WAIT, WAIT, "one low counter is not enough", "calls=0 sip=1", "HostOverdue o1"),
                two(WAIT, WAIT, "both low are", "calls=0 sip=0", "HostDrained o1"),
                departing(
                        counters(Duration.ofHours(1), KILL, Duration.ofHours(2), KILL),
                        "a counter whose patience goes on protects its sessions",
                        "draining calls=1 sip=1 cordoned=90m",
                        "waits o1: draining: 1 calls, 1 sip; patience ends in 30 min"),
                departing(
                        counters(Duration.ofHours(1), KILL, Duration.ofHours(2), KILL),
                        "and does not when it is low",
                        "draining calls=1 sip=0 cordoned=90m",
                        "retire o1 cutting calls"));
    }

    static Stream<Row> killing() {
        Plan kill = PlanBuilder.killReconnect().build();
        String three = """
                o1 a/1 1 in
                o2 b/1 1 in
                o3 c/1 1 in
                """;
        return Stream.of(
                row("every slot in one batch", kill, "", three, "BatchOpened 1 [a/1, b/1, c/1]"),
                row("all old hosts out at once", kill, "a/1 b/1 c/1", three, "cordon o1", "cordon o2", "cordon o3"),
                row(
                        "new hosts for all of them",
                        kill,
                        "a/1 b/1",
                        """
                        o1 a/1 1 settling calls=9
                        o2 b/1 1 settling calls=9
                        """,
                        "launch a/1",
                        "launch b/1",
                        "waits o1: cordoned: its sessions go on until its replacement gets traffic"),
                row(
                        "cut without delay once there is something to reconnect to",
                        kill,
                        "a/1 b/1",
                        """
                        o1 a/1 1 settling calls=9
                        o2 b/1 1 settling calls=9
                        n1 a/1 2 arrived
                        n2 b/1 2 joining
                        """,
                        "retire o1 cutting calls",
                        "waits o2: cordoned: its sessions go on until its replacement gets traffic"));
    }

    private static Plan counters(Duration calls, PatienceOutcome thenCalls, Duration sip, PatienceOutcome thenSip) {
        return PlanBuilder.drainFirst()
                .counters(TestPlans.counter("calls", 0, calls, thenCalls), TestPlans.counter("sip", 0, sip, thenSip))
                .build();
    }

    private static Row two(PatienceOutcome calls, PatienceOutcome sip, String name, String counts, String... then) {
        Plan plan = counters(Duration.ofHours(1), calls, Duration.ofHours(1), sip);
        return departing(plan, name, "draining cordoned=61m " + counts, then);
    }

    private static Row patient(PatienceOutcome outcome, String name, String stage, String... then) {
        Plan plan = PlanBuilder.drainFirst()
                .counters(TestPlans.counter("calls", 0, Duration.ofHours(1), outcome))
                .build();
        return departing(plan, name, stage, then);
    }

    private static Row departing(String name, String stage, String... then) {
        return departing(DRAIN, name, stage, then);
    }

    /** One host that is replaced, next to one that is done with. */
    private static Row departing(Plan plan, String name, String stage, String... then) {
        String table = """
                o1 a/1 1 %s
                n1 a/1 2 arrived
                n2 b/1 2 in
                """.formatted(stage);
        return row(name, plan, "a/1", table, then);
    }
}
