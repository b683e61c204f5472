package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The format's words on defaults are promises; here they meet what the reader fills in. */
class PlanDefaultsTest {

    private static final Map<String, Function<Plan, Object>> READ = new TreeMap<>();

    static {
        READ.put("technique", Plan::technique);
        READ.put("fleet.outdated-when", plan -> "version");
        READ.put("fleet.size", plan -> plan.fleet().size().isEmpty() ? "keep" : "a number");
        READ.put("fleet.lab.hosts", plan -> plan.fleet().lab().orElseThrow().hosts());
        READ.put("fleet.lab.version", plan -> plan.fleet().lab().orElseThrow().version());
        READ.put("fleet.lab.boot-time", plan -> plan.fleet().lab().orElseThrow().bootTime());
        READ.put(
                "fleet.lab.traffic.arrivals-per-minute",
                plan -> Texts.plain(plan.fleet().lab().orElseThrow().arrivalsPerMinute()));
        READ.put("target.zones", plan -> "same");
        READ.put("target.boot-timeout", plan -> plan.target().bootTimeout());
        READ.put("target.health-timeout", plan -> plan.target().healthTimeout());
        READ.put("target.failed-hosts", plan -> plan.target().failedHosts());
        READ.put("load-balancer.switch", plan -> "register");
        READ.put("rollout.batch", plan -> plan.rollout().batches().get(0));
        READ.put("rollout.max-draining", plan -> plan.rollout().maxDraining());
        READ.put("rollout.spread", plan -> plan.rollout().spread());
        READ.put("rollout.max-failures", plan -> plan.rollout().maxFailures());
        READ.put("rollout.on-failure", plan -> plan.rollout().onFailure());
        READ.put("rollout.on-host-lost", plan -> plan.rollout().onHostLost());
        READ.put("rollout.canary.hosts", plan -> canary(plan).hosts());
        READ.put("rollout.canary.bake", plan -> canary(plan).bake());
        READ.put("rollout.canary.approve", plan -> canary(plan).approve());
        READ.put("gates[].every", plan -> gate(plan).every());
        READ.put("gates[].inconclusive", plan -> gate(plan).inconclusive());
        READ.put("gates[].fail-after", plan -> gate(plan).failAfter());
        READ.put("gates[].error-after", plan -> gate(plan).errorAfter());
        http("gates[]", plan -> gate(plan).request());
        READ.put("probes.health.healthy-after", plan -> plan.probes().healthyAfter());
        READ.put("probes.sessions[].threshold", plan -> counter(plan).threshold());
        READ.put("drain.stable-for", plan -> plan.drain().stableFor());
        READ.put("drain.patience", plan -> counter(plan).patience());
        READ.put("drain.then", plan -> counter(plan).then());
        READ.put("retire.how", plan -> "terminate");
        READ.put("retire-outside", plan -> plan.schedule().retireOutside());
        READ.put(
                "windows[].timezone",
                plan -> plan.schedule().windows().get(0).zone().getId());
        READ.put("cost.currency", plan -> plan.cost().orElseThrow().currency());
        http("probes.health", plan -> plan.probes().health().orElseThrow());
        http("probes.version", plan -> plan.probes().version().orElseThrow());
        http("probes.sessions[]", plan -> counter(plan).source());
        http("drain.enter", plan -> plan.drain().command().orElseThrow().enter());
        http("drain.leave", plan -> plan.drain().command().orElseThrow().leave());
        http("drain.read-back", plan -> plan.drain().command().orElseThrow().readBack());
    }

    private static void http(String path, Function<Plan, HttpCheck> check) {
        READ.put(path + ".http.method", plan -> check.apply(plan).method());
        READ.put(path + ".http.timeout", plan -> check.apply(plan).timeout());
    }

    private static CanarySpec canary(Plan plan) {
        return plan.rollout().proof().canary().orElseThrow();
    }

    private static GateSpec gate(Plan plan) {
        return plan.rollout().proof().gates().get(0);
    }

    private static SessionCounter counter(Plan plan) {
        return plan.probes().sessions().get(0);
    }

    /** The minimal plan, with the sections whose defaults show only when the section is there. */
    private static final String SPARSE = PlanText.MINIMAL.replace("probes:\n", """
            probes:
              health: {http: {url: "http://h/health"}}
              version: {http: {url: "http://h/version"}}
            """) + """
            drain:
              enter: {http: {url: "http://h/enter"}}
              leave: {http: {url: "http://h/leave"}}
              read-back: {http: {url: "http://h/drain"}}
            windows: [{cron: "0 2 * * *", lasts: 1h}]
            cost: {host-hour: 1}
            rollout: {canary: {}}
            gates: [{name: smoke, http: {url: "http://h/smoke"}}]
            """;

    @Test
    void shouldFillInTheDefaultsThatTheFormatPromises() {
        Plan plan = PlanText.read(SPARSE);
        Map<String, String> promised = new TreeMap<>();
        FormatKeys.all().forEach((path, key) -> {
            // A metric is asked for as any other request is.
            if (!key.fallback().isEmpty() && !path.contains(".prometheus.")) {
                promised.put(path, key.fallback());
            }
        });

        Map<String, String> filled = new TreeMap<>();
        READ.forEach((path, read) -> filled.put(path, spelt(read.apply(plan))));

        assertThat(filled).isEqualTo(promised);
    }

    private static String spelt(Object value) {
        if (value instanceof Duration duration) {
            return Texts.duration(duration);
        }
        return value instanceof Enum<?> word
                ? word.name().toLowerCase(Locale.ROOT).replace('_', '-')
                : value.toString();
    }

    @Test
    void shouldAcceptEveryDefaultAsAValue() {
        Set<String> refused = new TreeSet<>();
        FormatKeys.all().forEach((path, key) -> {
            Kind kind = key.kind() instanceof Kind.Listing listing ? listing.item() : key.kind();
            if (!key.fallback().isEmpty() && kind instanceof Kind.Single single && !single.fits(key.fallback())) {
                refused.add(path);
            }
        });

        assertThat(refused).isEmpty();
    }

    @Test
    void shouldFillInDefaultsThatDependOnTheTechnique() {
        RolloutSpec rolling = PlanText.read(PlanText.MINIMAL).rollout();
        assertThat(rolling.shape()).isEqualTo(Shape.ROLLING);
        assertThat(rolling.maxSurge()).isEqualTo(Amount.percent(10));
        assertThat(rolling.maxUnavailable()).isEqualTo(Amount.count(0));

        Plan kill = PlanText.read(PlanText.MINIMAL, "technique=kill-reconnect");
        assertThat(kill.sessions()).isEqualTo(SessionPolicy.KILL);
        assertThat(kill.rollout().shape()).isEqualTo(Shape.ALL_AT_ONCE);
        assertThat(kill.rollout().maxSurge()).isEqualTo(Amount.count(0));
        assertThat(kill.rollout().maxUnavailable()).isEqualTo(Amount.percent(100));
        assertThat(kill.rollout().batches()).containsExactly(Amount.percent(100));
    }

    @Test
    void shouldFillInDefaultsThatDependOnTheLab() {
        Plan plan = PlanText.read(PlanText.MINIMAL);
        LabSpec lab = plan.fleet().lab().orElseThrow();

        assertThat(plan.loadBalancer().settle()).isEqualTo(Duration.ofSeconds(1));
        assertThat(plan.probes().every()).isEqualTo(Duration.ofSeconds(1));
        assertThat(plan.probes().staleAfter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(lab.zones()).containsExactly("a", "b");
        assertThat(lab.sessionLength().median()).isEqualTo(Duration.ofSeconds(12));
        assertThat(lab.sessionLength().p95()).isEqualTo(Duration.ofSeconds(40));
        assertThat(plan.model().median()).isEqualTo(Duration.ofSeconds(12));
        assertThat(plan.model().p95()).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void shouldGiveEachCounterItsOwnPatienceOrThePlans() {
        Plan plan = PlanText.read(PlanText.MINIMAL + """
                    - {name: sip, http: {url: "http://h/sip"}, patience: 30m, then: kill, threshold: 2}
                drain: {patience: 2h, then: halt}
                """);

        assertThat(plan.probes().sessions())
                .extracting(SessionCounter::name, SessionCounter::patience, SessionCounter::then)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("calls", Duration.ofHours(2), PatienceOutcome.HALT),
                        org.assertj.core.groups.Tuple.tuple("sip", Duration.ofMinutes(30), PatienceOutcome.KILL));
    }
}
