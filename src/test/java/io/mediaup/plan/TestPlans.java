package io.mediaup.plan;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Plans for tests, without YAML: a drain-first plan and ways to vary it. */
public final class TestPlans {

    private static final HttpCheck ANY = new HttpCheck(
            "GET",
            "http://test",
            Map.of(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            Optional.empty(),
            Duration.ofSeconds(5));

    private TestPlans() {}

    public static Plan drainFirst() {
        return new Plan(
                "test",
                "digest",
                new FleetSpec(ProviderKind.LAB, Optional.empty(), OptionalInt.empty(), Set.of()),
                new TargetSpec("2", Duration.ofMinutes(10), Duration.ofMinutes(10), TargetSpec.FailedHosts.TERMINATE),
                new LoadBalancerSpec(Duration.ofSeconds(180)),
                Technique.DRAIN_FIRST,
                rolling("10%", "10%", 0),
                SessionPolicy.DRAIN,
                new ProbesSpec(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Optional.of(ANY),
                        2,
                        Optional.of(ANY),
                        List.of(counter("calls", 0, Duration.ofHours(400), PatienceOutcome.WAIT))),
                new DrainSpec(Optional.of(new DrainSpec.DrainCommand(ANY, ANY, ANY)), 3),
                SessionModel.DEFAULT,
                Optional.empty(),
                Schedule.ALWAYS,
                new StateSpec.Local());
    }

    public static SessionCounter counter(String name, long threshold, Duration patience, PatienceOutcome then) {
        return new SessionCounter(name, ANY, new CountFormat.Json(), threshold, patience, then);
    }

    public static GateSpec gate(String name, GateSpec.Inconclusive inconclusive) {
        return new GateSpec(
                name, ANY, "", Optional.of(new Expectation("<", 1)), Duration.ofSeconds(30), inconclusive, 1, 5);
    }

    public static Amount amount(String text) {
        return text.endsWith("%")
                ? Amount.percent(Integer.parseInt(text.substring(0, text.length() - 1)))
                : Amount.count(Integer.parseInt(text));
    }

    public static RolloutSpec rolling(String batch, String surge, int unavailable) {
        return new RolloutSpec(
                Shape.ROLLING,
                List.of(amount(batch)),
                amount(surge),
                Amount.count(unavailable),
                Amount.percent(100),
                RolloutSpec.Spread.ZONE,
                2,
                RolloutSpec.OnFailure.HALT,
                RolloutSpec.OnHostLost.REPLACE,
                OptionalInt.empty(),
                ProofSpec.NONE);
    }

    public static Plan with(Plan plan, ProbesSpec probes) {
        return PlanCopy.of(plan).with(probes).build();
    }

    public static Plan with(Plan plan, DrainSpec drain) {
        return PlanCopy.of(plan).with(drain).build();
    }

    public static Plan with(Plan plan, TargetSpec target) {
        return PlanCopy.of(plan).with(target).build();
    }

    public static Plan with(Plan plan, FleetSpec fleet) {
        return PlanCopy.of(plan).with(fleet).build();
    }
}
