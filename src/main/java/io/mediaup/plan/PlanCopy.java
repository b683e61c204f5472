package io.mediaup.plan;

import java.util.Optional;

/** A plan with some parts exchanged; the others stay. Not thread-safe. */
public final class PlanCopy {

    private final Plan plan;
    private FleetSpec fleet;
    private TargetSpec target;
    private LoadBalancerSpec loadBalancer;
    private Technique technique;
    private RolloutSpec rollout;
    private SessionPolicy sessions;
    private ProbesSpec probes;
    private DrainSpec drain;
    private RetireSpec retire;
    private Optional<MigrationSpec> migration;
    private Optional<ReconnectSpec> reconnect;
    private SessionModel model;
    private Schedule schedule;

    private PlanCopy(Plan plan) {
        this.plan = plan;
        this.fleet = plan.fleet();
        this.target = plan.target();
        this.loadBalancer = plan.loadBalancer();
        this.technique = plan.technique();
        this.rollout = plan.rollout();
        this.sessions = plan.sessions();
        this.probes = plan.probes();
        this.drain = plan.drain();
        this.retire = plan.retire();
        this.migration = plan.migration();
        this.reconnect = plan.reconnect();
        this.model = plan.model();
        this.schedule = plan.schedule();
    }

    /** A copy of {@code plan}, to be changed. */
    public static PlanCopy of(Plan plan) {
        return new PlanCopy(plan);
    }

    /** Other hosts. */
    public PlanCopy with(FleetSpec part) {
        fleet = part;
        return this;
    }

    /** Another target. */
    public PlanCopy with(TargetSpec part) {
        target = part;
        return this;
    }

    /** Another way of moving traffic. */
    public PlanCopy with(LoadBalancerSpec part) {
        loadBalancer = part;
        return this;
    }

    /** Another technique, with what it does to sessions; its rollout is not filled in anew. */
    public PlanCopy with(Technique part) {
        technique = part;
        sessions = part.sessions();
        return this;
    }

    /** Another rollout. */
    public PlanCopy with(RolloutSpec part) {
        rollout = part;
        return this;
    }

    /** Other probes. */
    public PlanCopy with(ProbesSpec part) {
        probes = part;
        return this;
    }

    /** Another way to drain. */
    public PlanCopy with(DrainSpec part) {
        drain = part;
        return this;
    }

    /** Another way to let old hosts go. */
    public PlanCopy with(RetireSpec part) {
        retire = part;
        return this;
    }

    /** Another way to move sessions. */
    public PlanCopy with(MigrationSpec part) {
        migration = Optional.of(part);
        return this;
    }

    /** Another notice to clients that are cut off. */
    public PlanCopy with(ReconnectSpec part) {
        reconnect = Optional.of(part);
        return this;
    }

    /** No notice to clients that are cut off. */
    public PlanCopy withoutReconnect() {
        reconnect = Optional.empty();
        return this;
    }

    /** Another session model. */
    public PlanCopy with(SessionModel part) {
        model = part;
        return this;
    }

    /** Other times. */
    public PlanCopy with(Schedule part) {
        schedule = part;
        return this;
    }

    /** The plan, with the name and digest of the one that was copied. */
    public Plan build() {
        return new Plan(
                plan.name(),
                plan.digest(),
                fleet,
                target,
                loadBalancer,
                technique,
                rollout,
                sessions,
                probes,
                drain,
                retire,
                plan.ssh(),
                migration,
                reconnect,
                model,
                plan.cost(),
                schedule,
                plan.state(),
                plan.hooks());
    }
}
