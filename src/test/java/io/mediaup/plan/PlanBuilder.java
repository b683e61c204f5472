package io.mediaup.plan;

import io.mediaup.fleet.HostId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Varies {@link TestPlans#drainFirst()} one thing at a time. */
public final class PlanBuilder {

    private Shape shape = Shape.ROLLING;
    private Technique technique = Technique.DRAIN_FIRST;
    private List<Amount> batches = List.of(Amount.percent(10));
    private Amount surge = Amount.percent(10);
    private Amount unavailable = Amount.count(0);
    private Amount draining = Amount.percent(100);
    private RolloutSpec.Spread spread = RolloutSpec.Spread.ZONE;
    private int maxFailures = 2;
    private RolloutSpec.OnFailure onFailure = RolloutSpec.OnFailure.HALT;
    private RolloutSpec.OnHostLost onHostLost = RolloutSpec.OnHostLost.REPLACE;
    private TargetSpec.FailedHosts failedHosts = TargetSpec.FailedHosts.TERMINATE;
    private List<SessionCounter> counters =
            List.of(TestPlans.counter("calls", 0, Duration.ofHours(400), PatienceOutcome.WAIT));
    private Set<HostId> hold = Set.of();
    private OptionalInt size = OptionalInt.empty();
    private Duration settle = Duration.ofMinutes(3);
    private Duration every = Duration.ofSeconds(5);
    private int stableFor = 3;
    private int healthyAfter = 2;
    private boolean drainCommand = true;
    private SessionModel model = SessionModel.DEFAULT;
    private MigrationSpec migration = TestPlans.migration(MigrationSpec.Means.NOTIFY, PatienceOutcome.WAIT);
    private Optional<ReconnectSpec> reconnect = Optional.empty();
    private OptionalInt maxVersions = OptionalInt.empty();
    private Optional<CanarySpec> canary = Optional.empty();
    private List<GateSpec> gates = List.of();
    private Schedule schedule = Schedule.ALWAYS;
    private RetireSpec retire = RetireSpec.PLAIN;

    private PlanBuilder() {}

    public static PlanBuilder drainFirst() {
        return new PlanBuilder();
    }

    public static PlanBuilder killReconnect() {
        PlanBuilder kill = new PlanBuilder();
        kill.technique = Technique.KILL_RECONNECT;
        kill.shape = Shape.ALL_AT_ONCE;
        kill.batches = List.of(Amount.percent(100));
        kill.surge = Amount.count(0);
        kill.unavailable = Amount.percent(100);
        return kill;
    }

    public static PlanBuilder activePassive() {
        PlanBuilder sides = new PlanBuilder();
        sides.technique = Technique.ACTIVE_PASSIVE;
        return sides.blueGreen();
    }

    public PlanBuilder blueGreen() {
        shape = Shape.BLUE_GREEN;
        batches = List.of(Amount.percent(100));
        surge = Amount.percent(100);
        return this;
    }

    public static PlanBuilder migrateFirst() {
        PlanBuilder migrate = new PlanBuilder();
        migrate.technique = Technique.MIGRATE_FIRST;
        return migrate;
    }

    public PlanBuilder migration(MigrationSpec how) {
        migration = how;
        return this;
    }

    public PlanBuilder reconnect(ReconnectSpec.When when) {
        reconnect = Optional.of(TestPlans.reconnect(when));
        return this;
    }

    public PlanBuilder shape(Shape how) {
        shape = how;
        return this;
    }

    public PlanBuilder batches(String... amounts) {
        batches = Arrays.stream(amounts).map(TestPlans::amount).toList();
        return this;
    }

    public PlanBuilder surge(String amount) {
        surge = TestPlans.amount(amount);
        return this;
    }

    public PlanBuilder unavailable(String amount) {
        unavailable = TestPlans.amount(amount);
        return this;
    }

    public PlanBuilder maxDraining(String amount) {
        draining = TestPlans.amount(amount);
        return this;
    }

    public PlanBuilder spread(RolloutSpec.Spread over) {
        spread = over;
        return this;
    }

    public PlanBuilder maxFailures(int most) {
        maxFailures = most;
        return this;
    }

    public PlanBuilder onFailure(RolloutSpec.OnFailure what) {
        onFailure = what;
        return this;
    }

    public PlanBuilder onHostLost(RolloutSpec.OnHostLost what) {
        onHostLost = what;
        return this;
    }

    public PlanBuilder failedHosts(TargetSpec.FailedHosts what) {
        failedHosts = what;
        return this;
    }

    public PlanBuilder counters(SessionCounter... all) {
        counters = List.of(all);
        return this;
    }

    public PlanBuilder hold(String... hosts) {
        hold = Set.copyOf(Stream.of(hosts).map(HostId::new).toList());
        return this;
    }

    public PlanBuilder size(int hosts) {
        size = OptionalInt.of(hosts);
        return this;
    }

    public PlanBuilder settle(Duration time) {
        settle = time;
        return this;
    }

    public PlanBuilder every(Duration time) {
        every = time;
        return this;
    }

    public PlanBuilder stableFor(int readings) {
        stableFor = readings;
        return this;
    }

    public PlanBuilder healthyAfter(int readings) {
        healthyAfter = readings;
        return this;
    }

    public PlanBuilder withoutDrainCommand() {
        drainCommand = false;
        return this;
    }

    public PlanBuilder model(SessionModel sessions) {
        model = sessions;
        return this;
    }

    public PlanBuilder maxVersions(int most) {
        maxVersions = OptionalInt.of(most);
        return this;
    }

    public PlanBuilder canary(int hosts, Duration bake, boolean approve) {
        canary = Optional.of(new CanarySpec(hosts, bake, approve));
        return this;
    }

    public PlanBuilder gates(GateSpec... all) {
        gates = List.of(all);
        return this;
    }

    /** Open at the times of {@code cron} in UTC, for so long each. */
    public PlanBuilder window(String cron, Duration lasts) {
        schedule = new Schedule(List.of(new Window(cron, lasts, ZoneOffset.UTC)), schedule.retireOutside());
        return this;
    }

    public PlanBuilder retire(RetireSpec.How how) {
        retire = retire.by(how);
        return this;
    }

    public PlanBuilder keepFor(Duration time) {
        retire = retire.keptFor(time);
        return this;
    }

    public PlanBuilder retireOutside() {
        schedule = new Schedule(schedule.windows(), true);
        return this;
    }

    public Plan build() {
        Plan base = TestPlans.drainFirst();
        ProbesSpec probes = base.probes();
        PlanCopy copy = PlanCopy.of(base);
        reconnect.ifPresent(copy::with);
        return copy.with(new FleetSpec(base.fleet().provider(), base.fleet().lab(), size, hold))
                .with(new TargetSpec(
                        base.target().version(),
                        base.target().bootTimeout(),
                        base.target().healthTimeout(),
                        failedHosts))
                .with(new LoadBalancerSpec(settle))
                .with(technique)
                .with(new RolloutSpec(
                        shape,
                        batches,
                        surge,
                        unavailable,
                        draining,
                        spread,
                        maxFailures,
                        onFailure,
                        onHostLost,
                        maxVersions,
                        new ProofSpec(canary, gates)))
                .with(new ProbesSpec(
                        every, probes.staleAfter(), probes.health(), healthyAfter, probes.version(), counters))
                .with(new DrainSpec(drainCommand ? base.drain().command() : Optional.empty(), stableFor))
                .with(retire)
                .with(migration)
                .with(model)
                .with(schedule)
                .build();
    }
}
