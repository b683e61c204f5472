package io.mediaup.journal;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The facts of an eventful run, in which every type of fact and of action occurs. */
public final class FactSamples {

    private static final String RUN = "20261102-090000-7f3a";
    private static final Instant BEGIN = Instant.parse("2026-11-02T09:00:00.123456789Z");
    private static final HostId OLD = new HostId("i-old");
    private static final HostId SPARED = new HostId("i-spared");
    private static final HostId DRAINING = new HostId("i-draining");
    private static final HostId ARRIVING = new HostId("i-arriving");
    private static final HostId NEW = new HostId("i-new");
    private static final HostId SICK = new HostId("i-sick");
    private static final Slot A = new Slot("eu-west-1a", 1);
    private static final Slot B = new Slot("eu-west-1b", 1);
    private static final Slot C = new Slot("eu-west-1c", 1);
    private static final Slot VACANT = new Slot("eu-west-1a", 2);
    private static final Marks MARKS = Marks.of(RUN, A, 4, "d1e5");

    private final List<Fact> facts = new ArrayList<>();

    private FactSamples() {}

    /** The run that {@code golden/journal-0.1.0.jsonl} holds. Never change it: a later release has a journal of its own. */
    public static List<Fact> release010() {
        FactSamples run = new FactSamples();
        run.begin();
        run.replace();
        run.drainAndRetire();
        run.spare();
        run.fail();
        run.end();
        return List.copyOf(run.facts);
    }

    /** A run in which everything happens that can happen today. */
    public static List<Fact> everyFact() {
        return release020();
    }

    /** The run that {@code golden/journal-0.2.0.jsonl} holds. Never change it once that is released. */
    public static List<Fact> release020() {
        FactSamples run = new FactSamples();
        run.facts.addAll(release010().subList(0, release010().size() - 1));
        for (Request.Kind kind : Request.Kind.values()) {
            String host = kind.ofHost() ? SPARED.value() : "";
            Duration more = kind == Request.Kind.EXTEND ? Duration.ofHours(2) : Duration.ZERO;
            run.facts.add(new Fact.RequestReceived(
                    run.now(), new Request(kind, "ops@laptop", BEGIN.plusMillis(1), "", host, more)));
        }
        run.launchFromTemplate();
        run.facts.add(new Fact.ClockJumped(run.now(), Duration.ofMinutes(70)));
        run.facts.add(new Fact.ClockJumped(run.now(), Duration.ofMillis(-5001)));
        run.move();
        run.tell();
        run.done(new Action.Shelve(SICK), "not needed after all");
        run.facts.add(new Fact.HostCameUp(run.now(), SICK));
        run.facts.add(new Fact.HostWentDown(run.now(), SICK));
        run.facts.add(new Fact.TrafficSwitched(run.now(), 1, "6 new hosts up"));
        run.facts.add(new Fact.BakeBegan(run.now(), 1));
        for (GateVerdict verdict : GateVerdict.values()) {
            run.facts.add(new Fact.GateJudged(run.now(), "ice-failures", verdict, "0.4, expected < 0.02"));
        }
        run.facts.add(new Fact.BatchProven(run.now(), 1, "in rotation for 10 min"));
        run.facts.add(new Fact.RollbackBegan(run.now(), "the gate ice-failures failed: 0.4, expected < 0.02"));
        run.facts.add(new Fact.WindowOpened(run.now(), BEGIN.plusSeconds(14_400)));
        run.facts.add(new Fact.WindowClosed(run.now(), BEGIN.plusSeconds(86_400)));
        run.facts.add(new Fact.WindowsIgnored(run.now(), "ops@laptop"));
        run.facts.add(new Fact.HookCalled(run.now(), "hook-1", RUN + "/started/1", ""));
        run.facts.add(new Fact.HookCalled(run.now(), "hook-2", RUN + "/paused/1", "HTTP 403"));
        run.facts.add(new Fact.HostKeyPinned(run.now(), SICK, "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIYc"));
        run.facts.add(new Fact.RunEnded(run.now(), Outcome.ROLLED_BACK, "ops@laptop asked for it"));
        return List.copyOf(run.facts);
    }

    /** Since 0.2.0 what hosts are launched from is on record. */
    private void launchFromTemplate() {
        LaunchDefinition pinned = new LaunchDefinition(Map.of("template", "lt-1", "template-version", "42"));
        started(new Action.Launch(B, "1.10", MARKS, pinned), 1, "slot eu-west-1b/1 is vacant");
        facts.add(new Fact.RunStarted(
                now(),
                "20261102-100000-0b1c",
                "sfu-eu",
                "d1e5",
                "drain-first",
                "1.10",
                1,
                List.of(new Fact.StartingHost(OLD, "1.9", A.toString(), "", false, pinned)),
                List.of(),
                pinned));
    }

    private Instant now() {
        return BEGIN.plusSeconds(facts.size());
    }

    private void started(Action action, int attempt, String reason) {
        facts.add(new Fact.ActionStarted(now(), ActionKey.of(RUN, action, attempt), action, reason));
    }

    private void succeeded(Action action, int attempt, String host, Map<String, Long> sessions) {
        facts.add(new Fact.ActionSucceeded(now(), ActionKey.of(RUN, action, attempt), host, sessions));
    }

    private void done(Action.OnHost action, String reason) {
        started(action, 1, reason);
        succeeded(action, 1, action.host().value(), Map.of());
    }

    private void begin() {
        facts.add(new Fact.RunStarted(
                now(),
                RUN,
                "sfu-eu",
                "d1e5",
                "drain-first",
                "1.10",
                4,
                List.of(
                        new Fact.StartingHost(OLD, "1.9", A.toString(), "", false),
                        new Fact.StartingHost(SPARED, "1.9", B.toString(), "", false),
                        new Fact.StartingHost(DRAINING, "1.8", "", "2026-11-01T22:00:00Z", false),
                        new Fact.StartingHost(ARRIVING, "1.10", C.toString(), "", true)),
                List.of(VACANT)));
        facts.add(new Fact.RunnerJoined(now(), "ops@laptop"));
        Action mark = new Action.MarkFleet(Map.of(OLD, MARKS, DRAINING, Marks.inRun(RUN, 4, "d1e5")));
        started(mark, 1, "the run's first change");
        succeeded(mark, 1, "", Map.of());
    }

    private void replace() {
        facts.add(new Fact.BatchOpened(now(), 1, List.of(A, B), "batch 1 of 2: 10% of 4 hosts"));
        Action launch = new Action.Launch(A, "1.10", MARKS.inService(BEGIN));
        started(launch, 1, "slot eu-west-1a/1 runs 1.9");
        facts.add(
                new Fact.ActionDeferred(now(), ActionKey.of(RUN, launch, 1), "the provider did not answer within 30s"));
        succeeded(launch, 1, NEW.value(), Map.of());
        done(new Action.Register(NEW), "healthy in 2 readings");
        facts.add(new Fact.HostEnteredRotation(now(), NEW));
    }

    private void drainAndRetire() {
        done(new Action.Cordon(OLD, MARKS.draining(BEGIN)), "i-new took its place");
        done(new Action.Deregister(OLD), "cordoned");
        facts.add(new Fact.HostLeftRotation(now(), OLD, Map.of("sip", 0L, "calls", 3L)));
        done(new Action.EnterDrain(OLD), "settled");
        facts.add(new Fact.HostOverdue(now(), OLD, "4h are over with 1 call left"));
        facts.add(new Fact.HostDrained(now(), OLD, "0 calls in 3 readings"));
        facts.add(new Fact.HostRefilled(now(), OLD, "1 call"));
        facts.add(new Fact.HostDrained(now(), OLD, "0 calls in 3 readings"));
        Action.Retire retire = new Action.Retire(OLD, Set.of());
        started(retire, 1, "drained");
        facts.add(new Fact.RetirementRevoked(now(), ActionKey.of(RUN, retire, 1), OLD, "1 call in the last reading"));
        Action.Retire cut = new Action.Retire(OLD, Set.of("sip", "calls"));
        started(cut, 2, "4h are over, and then is kill");
        succeeded(cut, 2, OLD.value(), Map.of("calls", 1L));
    }

    private void move() {
        Action.Migrate migrate = new Action.Migrate(SPARED, NEW, 2, 3, 14);
        started(migrate, 1, "3 open, moved to i-new");
        succeeded(migrate, 1, SPARED.value(), Map.of(Fact.ASKED, 2L));
        facts.add(new Fact.SessionsMoved(now(), SPARED, NEW, 2, 2, 2, true));
        facts.add(new Fact.SessionsMoved(now(), SPARED, NEW, 2, 2, 0, false));
    }

    private void tell() {
        HostAddress address = new HostAddress("10.0.1.7", 8443);
        facts.add(new Fact.HostLeftRotation(now(), SPARED, Map.of("calls", 2L), address, "eu-west-1b"));
        done(
                new Action.NotifyReconnect(SPARED, address, "eu-west-1b", "1.9", 1),
                "it is gone, and its clients must reconnect");
    }

    private void spare() {
        done(new Action.Cordon(SPARED, MARKS.draining(BEGIN)), "next in the batch");
        done(new Action.LeaveDrain(SPARED), "the new host was lost");
        done(new Action.Uncordon(SPARED, MARKS.inService(BEGIN)), "back in rotation");
    }

    private void fail() {
        Action launch = new Action.Launch(VACANT, "1.10", Marks.NONE);
        started(launch, 1, "slot eu-west-1a/2 is vacant");
        facts.add(new Fact.ActionFailed(now(), ActionKey.of(RUN, launch, 1), "InsufficientInstanceCapacity", false));
        started(launch, 2, "slot eu-west-1a/2 is vacant");
        succeeded(launch, 2, SICK.value(), Map.of());
        facts.add(new Fact.HostFailed(now(), SICK, "not healthy within 10m: \"503\"\n{\"a\":\\u0000}"));
        done(new Action.Discard(SICK), "never got healthy");
        Action.OnHost register = new Action.Register(ARRIVING);
        started(register, 1, "healthy");
        facts.add(new Fact.ActionFailed(now(), ActionKey.of(RUN, register, 1), "no such target group", true));
        facts.add(new Fact.HostLost(now(), ARRIVING, Map.of("calls", 7L), "gone from two listings – très étrange 🙈"));
        facts.add(new Fact.LineStopped(now(), true, "2 failures of at most 2"));
    }

    private void end() {
        for (Request.Kind kind : List.of(Request.Kind.PAUSE, Request.Kind.RESUME, Request.Kind.ABORT)) {
            facts.add(new Fact.RequestReceived(
                    now(),
                    Request.ofRun(kind, "ops@laptop", BEGIN.plusMillis(1), kind == Request.Kind.PAUSE ? "lunch" : "")));
        }
        facts.add(new Fact.LineStopped(now(), false, "aborted"));
        facts.add(new Fact.RunnerLeft(now(), "ops@laptop", "terminated"));
        facts.add(new Fact.RunEnded(now(), Outcome.ABORTED, "ops@laptop asked for it"));
    }
}
