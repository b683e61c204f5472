package io.mediaup.simulation;

import io.mediaup.engine.Engine;
import io.mediaup.engine.EngineListener;
import io.mediaup.fleet.CounterReadings;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.TargetState;
import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.TargetSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Has one run in ten supersede another one, by a chance of its own: its fleet is what a run to another version, or to the
 * same one by another plan, left at some moment, with its marks, its half-made replacements and its hosts that still drain.
 */
final class SupersedeDraw {

    private static final String EARLIER = "r0";

    private SupersedeDraw() {}

    static Variant drawn(Variant variant) {
        SplittableRandom random = new SplittableRandom(variant.seed() ^ 0x50BE25EDEL);
        if (random.nextInt(10) > 0) {
            return variant;
        }
        String version = random.nextInt(4) > 0 ? "1.5" : variant.plan().target().version();
        Duration after =
                Duration.ofSeconds(random.nextLong(Duration.ofMinutes(45).toSeconds()));
        return variant.onto(left(variant, to(version, variant.plan()), after));
    }

    private static Plan to(String version, Plan plan) {
        TargetSpec is = plan.target();
        return PlanCopy.of(plan)
                .with(new TargetSpec(version, is.bootTimeout(), is.healthTimeout(), is.failedHosts()))
                .build();
    }

    /** What a run of {@code plan} that nothing disturbs leaves when it is superseded. */
    static List<ObservedHost> left(Variant variant, Plan plan, Duration after) {
        SimulatedRun run = new SimulatedRun(
                plan, variant.settings(), ~variant.seed(), Fleets.START, variant.fleet(), new WorldWatcher() {});
        Engine engine = run.startProcess(EARLIER, new InMemoryJournal(), RequestInbox.NONE, EngineListener.NONE);
        run.runUntil(engine::finished, after);
        engine.stop("superseded");
        run.runUntil(engine::finished, after.plus(Duration.ofHours(1)));
        Instant now = run.timeline().now();
        Duration lasted = Duration.between(Fleets.START, now);
        return run.fleet().truth().values().stream()
                .filter(host -> host.alive() || host.standby)
                .map(host -> observed(host, plan, now, lasted))
                .toList();
    }

    /** The host as the superseding run finds it, whose own time begins at the same instant again. */
    private static ObservedHost observed(SimulatedHost host, Plan plan, Instant now, Duration lasted) {
        Host listed = host.listed(now);
        Host earlier = new Host(
                // The next run's launches are counted from one again.
                new HostId(host.id.value().replaceFirst("^new-", "mid-")),
                listed.zone(),
                listed.version(),
                host.alive() ? InstanceState.RUNNING : InstanceState.STANDBY,
                listed.launchedAt().minus(lasted),
                listed.address(),
                listed.launchKey(),
                earlier(listed.marks(), lasted));
        boolean in = host.alive() && host.registration.registered();
        Map<String, CounterReadings> counts = new LinkedHashMap<>();
        for (SessionCounter counter : host.alive() ? plan.probes().sessions() : List.<SessionCounter>of()) {
            long open = host.sessions.get(counter.name()).open(now);
            counts.put(counter.name(), CounterReadings.NONE.plus(Reading.known(open, Fleets.START), 3));
        }
        return new ObservedHost(
                earlier,
                new Rotation(Map.of("simulated", in ? TargetState.HEALTHY : TargetState.NOT_REGISTERED)),
                Reading.known(true, Fleets.START),
                Reading.known(host.version, Fleets.START),
                Reading.known(host.alive() && host.draining, Fleets.START),
                counts);
    }

    private static Marks earlier(Marks marks, Duration by) {
        return marks.since()
                .map(since -> since.minus(by))
                .map(since -> marks.isDraining() ? marks.draining(since) : marks.inService(since))
                .orElse(marks);
    }
}
