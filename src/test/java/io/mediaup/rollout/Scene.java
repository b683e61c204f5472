package io.mediaup.rollout;

import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.Slot;
import io.mediaup.fleet.TargetState;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Fact.StartingHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A fleet in the middle of a run, written as a table with one host a line: its name, slot ({@code -} for none), version
 * and stage, and what is special about it.
 *
 * <pre>
 *   o1  a/1  1  in
 *   n1  a/1  2  joining
 *   o2  b/1  1  draining  calls=3  cordoned=2h
 * </pre>
 *
 * <p>standby is a host on standby that no run knows, and parked one that this run retired to standby. Stages of hosts that
 * were there: in, out, cordoning (its cordon is in flight), cordoned, leaving, left, settling,
 * settled, told, draining, drained, retired; adopted is one that an earlier run marked and did not take out,
 * aside one that it took out and that drains, found one that it launched and did not register; gone, stopping and missing say how a host in rotation was lost. Stages of hosts
 * that the run launched: booting, ready, joining, joined, arrived, failed. {@code calls=?} is a counter that cannot be
 * read, {@code calls=?40s} one that has not been for that long, {@code calls=3@40s} a count of that age, {@code calls=0*2}
 * one of which there are only two readings; {@code flag=?} is a drain flag that cannot be read, {@code flag=off} one
 * that is off, {@code flag=on} one that is on; {@code target=healthy} is a host that is listed in rotation whatever was
 * done to it.
 */
final class Scene {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final String RUN = "r1";
    private static final Set<String> LAUNCHED = Set.of("booting", "ready", "joining", "joined", "arrived", "failed");
    private static final List<String> DEPARTURE = List.of(
            "cordoned", "leaving", "left", "settling", "settled", "told", "draining", "drained", "retired", "parked");

    private final Plan plan;
    private final List<Fact> facts = new ArrayList<>();
    private final List<ObservedHost> observed = new ArrayList<>();
    private Mandate mandate = Mandate.TO_THE_END;

    private Scene(Plan plan) {
        this.plan = plan;
    }

    /** A run that has marked its fleet, with the open batch of {@code slots}, or none when that is empty. */
    static Scene of(Plan plan, String slots, String table) {
        Scene scene = new Scene(plan);
        List<Line> all =
                table.lines().filter(line -> !line.isBlank()).map(Line::of).toList();
        List<Line> lines =
                all.stream().filter(line -> !line.stage.equals("standby")).toList();
        List<StartingHost> starting = lines.stream()
                .filter(line -> !LAUNCHED.contains(line.stage))
                .map(line -> new StartingHost(
                        line.id,
                        line.version,
                        line.slot.equals("-") ? "" : line.slot,
                        Set.of("adopted", "aside").contains(line.stage)
                                ? ago("4h").toString()
                                : "",
                        line.stage.equals("found")))
                .toList();
        List<Slot> desired = lines.stream()
                .map(line -> line.slot)
                .filter(slot -> !slot.equals("-"))
                .distinct()
                .map(Slot::parse)
                .toList();
        List<Slot> vacant = desired.stream()
                .filter(slot -> starting.stream().noneMatch(host -> host.slot().equals(slot.toString())))
                .toList();
        scene.facts.add(new Fact.RunStarted(
                ago("3h"), RUN, plan.name(), plan.digest(), "test", "2", desired.size(), starting, vacant));
        scene.done(new Action.MarkFleet(Map.of()), ago("3h"), "");
        if (!slots.isEmpty()) {
            List<Slot> batch =
                    List.of(slots.split(" ", -1)).stream().map(Slot::parse).toList();
            scene.facts.add(new Fact.BatchOpened(ago("3h"), 1, batch, "test"));
        }
        all.forEach(scene::add);
        return scene;
    }

    /** A fleet as a new run finds it, before it has done anything. */
    static Scene untouched(Plan plan, String table) {
        Scene scene = new Scene(plan);
        table.lines()
                .filter(line -> !line.isBlank())
                .map(Line::of)
                .forEach(line -> scene.observed.add(scene.observe(line)));
        scene.facts.add(RunStart.of(plan, scene.snapshot(), RUN, NOW));
        return scene;
    }

    Scene with(Fact... more) {
        facts.addAll(List.of(more));
        return this;
    }

    /** In a process that is there for this. */
    Scene by(Mandate what) {
        mandate = what;
        return this;
    }

    Scene marked() {
        done(new Action.MarkFleet(Map.of()), NOW, "");
        return this;
    }

    Scene asked(Request.Kind kind) {
        return with(new Fact.RequestReceived(ago("1m"), Request.ofRun(kind, "me@here", ago("1m"), "")));
    }

    Scene asked(Request.Kind kind, String host) {
        Request request = new Request(kind, "me@here", ago("1m"), "", host, Duration.ofHours(2));
        return with(new Fact.RequestReceived(ago("1m"), request));
    }

    Scene failed(Action action, boolean fatal, String... times) {
        int attempt = 0;
        for (String time : times) {
            ActionKey key = ActionKey.of(RUN, action, ++attempt);
            with(
                    new Fact.ActionStarted(ago(time), key, action, "test"),
                    new Fact.ActionFailed(ago(time), key, "the cloud said no", fatal));
        }
        return this;
    }

    FleetSnapshot snapshot() {
        return FleetSnapshot.of(NOW, observed, List.of());
    }

    RolloutState state() {
        return RolloutState.of(facts);
    }

    Decision decide() {
        return new RolloutDecider(plan, mandate).decide(snapshot(), state(), NOW);
    }

    boolean nothingToDo() {
        return new RolloutDecider(plan).nothingToDo(snapshot(), state(), NOW);
    }

    static Instant ago(String time) {
        return NOW.minus(duration(time));
    }

    private static Duration duration(String text) {
        return Duration.parse("PT" + text);
    }

    private void done(Action action, Instant at, String host) {
        ActionKey key = ActionKey.of(RUN, action, 1);
        facts.add(new Fact.ActionStarted(at, key, action, "test"));
        facts.add(new Fact.ActionSucceeded(at, key, host, Map.of()));
    }

    Scene done(Action.OnHost action, Instant at) {
        done(action, at, action.host().value());
        return this;
    }

    private void add(Line line) {
        if (LAUNCHED.contains(line.stage)) {
            launched(line);
        } else if (line.stage.equals("cordoning")) {
            Action cordon = new Action.Cordon(line.id, Marks.NONE);
            facts.add(new Fact.ActionStarted(NOW, ActionKey.of(RUN, cordon, 1), cordon, "test"));
        } else if (DEPARTURE.contains(line.stage)) {
            departed(line, DEPARTURE.indexOf(line.stage));
        }
        if (!Set.of("missing", "retired").contains(line.stage)) {
            observed.add(observe(line));
        }
    }

    private void launched(Line line) {
        Action launch = new Action.Launch(Slot.parse(line.slot), line.version, Marks.NONE);
        done(launch, line.time("launched", "1m"), line.id.value());
        if (Set.of("joining", "joined", "arrived").contains(line.stage)) {
            done(new Action.Register(line.id), line.time("registered", "30s"));
        }
        if (line.stage.equals("arrived")) {
            facts.add(new Fact.HostEnteredRotation(ago("20s"), line.id));
        } else if (line.stage.equals("failed")) {
            facts.add(new Fact.HostFailed(ago("20s"), line.id, "test"));
        }
    }

    private void departed(Line line, int stage) {
        Instant cordoned = line.time("cordoned", "1h");
        done(new Action.Cordon(line.id, Marks.NONE), cordoned);
        if (stage >= 1) {
            done(new Action.Deregister(line.id), stage >= 3 ? cordoned : line.time("deregistered", "20s"));
        }
        if (stage >= 3) {
            Instant left = stage == 3 ? ago("1m") : cordoned;
            facts.add(new Fact.HostLeftRotation(left, line.id, Map.of()));
        }
        if (stage >= 5) {
            done(new Action.EnterDrain(line.id), ago("20s"));
        }
        if (stage >= 7) {
            facts.add(new Fact.HostDrained(NOW, line.id, "test"));
        }
        if (stage >= 8) {
            done(new Action.Retire(line.id, Set.of()), NOW);
        }
    }

    private ObservedHost observe(Line line) {
        InstanceState state = switch (line.stage) {
            case "standby", "parked" -> InstanceState.STANDBY;
            case "gone" -> InstanceState.GONE;
            case "stopping" -> InstanceState.STOPPING;
            default -> InstanceState.RUNNING;
        };
        TargetState staged = switch (line.stage) {
            case "in", "adopted", "cordoning", "cordoned", "leaving", "joined", "arrived" -> TargetState.HEALTHY;
            case "joining" -> TargetState.INITIAL;
            default -> TargetState.NOT_REGISTERED;
        };
        TargetState target = line.text("target", "").equals("healthy") ? TargetState.HEALTHY : staged;
        boolean up = !Set.of("booting", "failed").contains(line.stage);
        boolean drains = Set.of("draining", "drained").contains(line.stage);
        Host host = new Host(
                line.id,
                line.slot.equals("-")
                        ? line.text("zone", "a")
                        : Slot.parse(line.slot).zone(),
                line.version,
                state,
                ago("5h"),
                new HostAddress("test", 1),
                "",
                Marks.NONE);
        return new ObservedHost(
                host,
                new Rotation(Map.of("tg", target)),
                up ? Reading.known(true, NOW) : Reading.unknown("connection refused", NOW),
                up ? Reading.known(line.text("says", line.version), NOW) : Reading.unknown("connection refused", NOW),
                flag(line, drains),
                line.counters(plan));
    }

    private static Reading<Boolean> flag(Line line, boolean drains) {
        return switch (line.text("flag", "")) {
            case "?" -> Reading.unknown("HTTP 500", NOW);
            case "off" -> Reading.known(false, NOW);
            case "on" -> Reading.known(true, NOW);
            default -> Reading.known(drains, line.stage.equals("told") ? ago("25s") : NOW);
        };
    }

    private record Line(HostId id, String slot, String version, String stage, Map<String, String> options) {

        static Line of(String text) {
            String[] words = text.strip().split("\\s+", -1);
            Map<String, String> options = new HashMap<>();
            for (int i = 4; i < words.length; i++) {
                String[] option = words[i].split("=", 2);
                options.put(option[0], option[1]);
            }
            return new Line(new HostId(words[0]), words[1], words[2], words[3], options);
        }

        String text(String name, String otherwise) {
            return options.getOrDefault(name, otherwise);
        }

        Instant time(String name, String otherwise) {
            return ago(text(name, otherwise));
        }

        Map<String, CounterReadings> counters(Plan plan) {
            Map<String, CounterReadings> counters = new HashMap<>();
            plan.probes()
                    .sessions()
                    .forEach(counter -> counters.put(counter.name(), readings(text(counter.name(), "0"))));
            return counters;
        }

        private static CounterReadings readings(String text) {
            if (text.startsWith("?")) {
                Duration failing = text.length() == 1 ? Duration.ZERO : duration(text.substring(1));
                return CounterReadings.NONE
                        .plus(Reading.known(0L, NOW.minus(failing).minusSeconds(5)), 3)
                        .plus(Reading.unknown("timed out", NOW.minus(failing)), 3)
                        .plus(Reading.unknown("timed out", NOW), 3);
            }
            String[] parts = text.split("[@*]", -1);
            Instant newest = text.contains("@") ? ago(parts[1]) : NOW;
            int many = text.contains("*") ? Integer.parseInt(parts[1]) : 3;
            CounterReadings readings = CounterReadings.NONE;
            for (int i = many - 1; i >= 0; i--) {
                readings = readings.plus(Reading.known(Long.parseLong(parts[0]), newest.minusSeconds(5L * i)), 3);
            }
            return readings;
        }
    }
}
