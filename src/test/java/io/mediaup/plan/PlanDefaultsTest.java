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
        READ.put("retire.keep-for", plan -> plan.retire().keepFor());
        READ.put("ssh.address", plan -> plan.ssh().address());
        READ.put("ssh.host-keys", plan -> plan.ssh().trust());
        READ.put("ssh.connect-timeout", plan -> plan.ssh().limits().connect());
        READ.put("ssh.keep-alive", plan -> plan.ssh().limits().keepAlive());
        READ.put("ssh.parallel", plan -> plan.ssh().limits().parallel());
        READ.put("retire-outside", plan -> plan.schedule().retireOutside());
        READ.put(
                "windows[].timezone",
                plan -> plan.schedule().windows().get(0).zone().getId());
        READ.put(
                "retire.before.ssh.timeout",
                plan -> plan.retire().before().orElseThrow().timeout());
        READ.put(
                "hooks[].http.method",
                plan -> ((HookSpec.Http) plan.hooks().get(0).target()).method());
        READ.put("hooks[].timeout", plan -> plan.hooks().get(0).timeout());
        READ.put("fleet.version-tag", plan -> aws().versionTag());
        READ.put("target.launch-template.version", plan -> ((LaunchSpec.Template) aws().launch()).version());
        READ.put("cost.currency", plan -> plan.cost().orElseThrow().currency());
        READ.put(
                "migrate.pace.sessions-per-second",
                plan -> Texts.plain(migration(plan).pace().sessionsPerSecond()));
        READ.put("migrate.pace.in-flight", plan -> migration(plan).pace().inFlight());
        READ.put("migrate.within", plan -> migration(plan).within());
        READ.put("migrate.patience", plan -> migration(plan).patience());
        READ.put("migrate.then", plan -> migration(plan).then());
        READ.put(
                "reconnect.when",
                plan -> reconnect("{http: {url: 'http://h/'}}").when());
        http("reconnect.notify", plan -> reconnect("{http: {url: 'http://h/'}}").notice());
        READ.put(
                "reconnect.notify.ssh.timeout",
                plan -> reconnect("{ssh: {command: [tell]}}, when: before")
                        .notice()
                        .timeout());
        http("migrate.notify", plan -> migration(plan).request());
        http("migrate.sever", plan -> migration(severing(plan)).request());
        http(
                "migrate.sessions",
                plan -> migration(plan).sessions().orElseThrow().source());
        http("probes.health", plan -> plan.probes().health().orElseThrow());
        http("probes.version", plan -> plan.probes().version().orElseThrow());
        http("probes.sessions[]", plan -> counter(plan).source());
        http("drain.enter", plan -> plan.drain().command().orElseThrow().enter());
        http("drain.leave", plan -> plan.drain().command().orElseThrow().leave());
        http("drain.read-back", plan -> plan.drain().command().orElseThrow().readBack());
    }

    private static void http(String path, Function<Plan, Check> check) {
        READ.put(path + ".http.method", plan -> ((HttpCheck) check.apply(plan)).method());
        READ.put(path + ".http.timeout", plan -> check.apply(plan).timeout());
        if (!path.startsWith("reconnect.")) {
            READ.put(path + ".ssh.timeout", plan -> check.apply(OVER_SSH).timeout());
        }
        if (path.equals("drain.enter")) {
            READ.put(path + ".ssh.prints-wait", plan -> ((SshCheck) check.apply(OVER_SSH)).printsWait());
        }
    }

    /** {@code plan} with the other key. */
    private static Plan severing(Plan plan) {
        return PlanText.read((plan.equals(OVER_SSH) ? SSH : SPARSE).replace("notify", "sever"));
    }

    /** What only a plan that kills has. */
    private static ReconnectSpec reconnect(String notify) {
        return PlanText.read(PlanText.MINIMAL + "technique: kill-reconnect\nreconnect: {notify: " + notify + "}\n")
                .reconnect()
                .orElseThrow();
    }

    private static MigrationSpec migration(Plan plan) {
        return plan.migration().orElseThrow();
    }

    private static CanarySpec canary(Plan plan) {
        return plan.rollout().proof().canary().orElseThrow();
    }

    private static GateSpec gate(Plan plan) {
        return plan.rollout().proof().gates().get(0);
    }

    /** What only a plan of AWS has. */
    private static AwsSpec aws() {
        Plan plan = PlanText.read("""
                apiVersion: mediaup/v1
                name: n
                fleet: {provider: aws, region: eu-west-1, select: {tags: {Role: sfu}}}
                target: {version: "2", launch-template: {name: sfu}}
                load-balancer:
                  target-groups: [{arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/sfu/0123456789abcdef"}]
                probes: {sessions: [{name: calls, http: {url: "http://h/"}}]}
                """);
        return plan.fleet().aws().orElseThrow();
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
            migrate:
              notify: {http: {url: "http://h/{{session.id}}"}}
              sessions: {http: {url: "http://h/sessions"}}
            windows: [{cron: "0 2 * * *", lasts: 1h}]
            hooks: [{on: done, http: {url: "http://h/hook"}}]
            cost: {host-hour: 1}
            retire: {before: {ssh: {command: [flush]}}}
            rollout: {canary: {}}
            gates: [{name: smoke, http: {url: "http://h/smoke"}}]
            """;

    private static final String SSH = SPARSE.replaceAll(
                    "http: \\{url: \"http://h/\\{\\{session[^}]*}}\"}", "ssh: {command: [ask, '{{session.id}}']}")
            .replaceAll("http: \\{url: \"(?!http://h/hook)[^\"]*\"(, json-pointer: /count)?}", "ssh: {command: [ask]}");

    private static final Plan OVER_SSH = PlanText.read(SSH);

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

        Plan sides = PlanText.read(PlanText.MINIMAL, "technique=active-passive");
        assertThat(sides.sessions()).isEqualTo(SessionPolicy.DRAIN);
        assertThat(sides.rollout().shape()).isEqualTo(Shape.BLUE_GREEN);
        assertThat(sides.rollout().maxSurge()).isEqualTo(Amount.percent(100));
        assertThat(sides.rollout().maxUnavailable()).isEqualTo(Amount.count(0));
        RolloutSpec cheaper = PlanText.read(PlanText.MINIMAL, "technique=active-passive", "rollout.shape=rolling")
                .rollout();
        assertThat(cheaper.maxSurge()).isEqualTo(Amount.percent(10));
        assertThat(cheaper.batches()).containsExactly(Amount.percent(10));

        Plan kill = PlanText.read(PlanText.MINIMAL, "technique=kill-reconnect");
        assertThat(kill.sessions()).isEqualTo(SessionPolicy.KILL);
        assertThat(kill.rollout().shape()).isEqualTo(Shape.ALL_AT_ONCE);
        assertThat(kill.rollout().maxSurge()).isEqualTo(Amount.count(0));
        assertThat(kill.rollout().maxUnavailable()).isEqualTo(Amount.percent(100));
        assertThat(kill.rollout().batches()).containsExactly(Amount.percent(100));
    }

    @Test
    void shouldTellClientsOfKilledHostsAfterwardsUnlessThePlanSaysBefore() {
        String kill = PlanText.MINIMAL + "technique: kill-reconnect\n";
        String notice = "notify: {http: {url: 'http://s/{{host.id}}', headers: {Authorization: 'env:TOKEN'}}}}\n";

        ReconnectSpec after =
                PlanText.read(kill + "reconnect: {" + notice).reconnect().orElseThrow();
        Plan before = PlanText.read(kill + "reconnect: {when: before, " + notice);

        assertThat(after.when()).isEqualTo(ReconnectSpec.When.AFTER);
        assertThat(((HttpCheck) after.notice()).method()).isEqualTo("POST");
        assertThat(before.reconnect()).map(ReconnectSpec::when).contains(ReconnectSpec.When.BEFORE);
        // Whoever looks for missing secrets before a run looks at these.
        assertThat(before.checks()).contains(after.notice());
        assertThat(PlanText.read(kill).reconnect()).isEmpty();
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
