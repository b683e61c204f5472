package io.mediaup.rollout;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Release;
import io.mediaup.plan.DrainSpec.DrainCommand;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionPolicy;
import java.time.Instant;
import java.util.Optional;

/**
 * One host in one turn: what was done to it, what is observed of it, and the phase that follows.
 *
 * @param record what the run remembers
 * @param observed what is seen; empty when the provider no longer lists it
 * @param phase where it stands
 */
public record HostView(HostRecord record, Optional<ObservedHost> observed, HostPhase phase) {

    static HostView of(Plan plan, HostRecord record, Optional<ObservedHost> observed, Instant now) {
        return new HostView(record, observed, phase(plan, record, observed, now));
    }

    /** The host. */
    public HostId id() {
        return record.id();
    }

    /** Its zone: the slot's, which also stands for hosts that are not listed. */
    String zone() {
        return observed.map(o -> o.host().zone())
                .or(() -> record.slot().map(slot -> slot.zone()))
                .orElse("");
    }

    /** Whether the machine is up or coming up. */
    public boolean alive() {
        return observed.map(o -> o.host().state().alive()).orElse(false);
    }

    boolean inRotation() {
        return phase == HostPhase.IN_ROTATION;
    }

    /** Whether it is up and healthy in every target group, whatever is meant for it. */
    boolean observedIn() {
        return in(observed);
    }

    private static boolean in(Optional<ObservedHost> observed) {
        return observed.filter(o -> o.host().state() == InstanceState.RUNNING
                        && o.rotation().in())
                .isPresent();
    }

    boolean cordoned() {
        return record.present() && record.cordoned();
    }

    boolean uncordoned() {
        return record.present() && !record.cordoned();
    }

    private static HostPhase phase(Plan plan, HostRecord record, Optional<ObservedHost> observed, Instant now) {
        if (record.end() == HostRecord.End.FAILED) {
            return HostPhase.FAILED;
        }
        if (!record.present()) {
            return HostPhase.GONE;
        }
        if (record.cordoned()) {
            return departing(plan, record, observed, now);
        }
        boolean in = in(observed);
        if (!record.arriving()) {
            return in ? HostPhase.IN_ROTATION : HostPhase.OUT_OF_ROTATION;
        }
        if (record.registeredAt().isPresent()) {
            return HostPhase.JOINING;
        }
        boolean ready = observed.filter(o -> answers(plan, o, record.version(), now)
                        || (record.upAt().isPresent() && mayAnswer(plan, o, record.version(), now)))
                .isPresent();
        return ready ? HostPhase.READY : HostPhase.BOOTING;
    }

    private static HostPhase departing(Plan plan, HostRecord record, Optional<ObservedHost> observed, Instant now) {
        Optional<Instant> left = record.leftRotationAt();
        if (left.isEmpty() || isTarget(observed)) {
            return HostPhase.CORDONING;
        }
        if (plan.sessions() == SessionPolicy.KILL) {
            return HostPhase.DRAINING;
        }
        if (now.isBefore(left.get().plus(plan.loadBalancer().settle()))) {
            return HostPhase.SETTLING;
        }
        Optional<DrainCommand> command = plan.drain().command();
        if (command.isPresent() && !drainConfirmed(plan, record, observed, now)) {
            return HostPhase.ENTERING_DRAIN;
        }
        return record.drained() ? HostPhase.DRAINED : HostPhase.DRAINING;
    }

    /** Whether a host that was taken out is a target all the same: somebody else has put it back, or it has not left yet. */
    boolean backIn() {
        return isTarget(observed);
    }

    /** Whether some target group is known to have the host as a target. */
    private static boolean isTarget(Optional<ObservedHost> observed) {
        return observed.filter(o -> o.rotation().targeted()).isPresent();
    }

    private static boolean drainConfirmed(Plan plan, HostRecord record, Optional<ObservedHost> observed, Instant now) {
        // Some servers forget their flag when they restart, so the flag must read as set now, not merely once. A flag
        // that cannot be read leaves the host here too: unknown never counts as drained.
        Optional<Instant> entered = record.drainEnteredAt();
        if (entered.isEmpty() || observed.isEmpty()) {
            return false;
        }
        var flag = observed.get().draining();
        return !flag.at().isBefore(entered.get())
                && flag.isFresh(true, now, plan.probes().staleAfter());
    }

    private static boolean answers(Plan plan, ObservedHost host, String launched, Instant now) {
        var stale = plan.probes().staleAfter();
        boolean healthy = plan.probes().health().isEmpty() || host.healthy().isFresh(true, now, stale);
        boolean version =
                plan.probes().version().isEmpty() || host.version().isFresh(Release.version(launched), now, stale);
        return host.host().state() == InstanceState.RUNNING && healthy && version;
    }

    /**
     * Whether a host that was up while it waits for the others of its side may be taken to be up still: nothing says that it
     * is not, and it has not been silent for long. On a network that loses some answers, all of a large side would hardly
     * ever answer at one moment.
     */
    private static boolean mayAnswer(Plan plan, ObservedHost host, String launched, Instant now) {
        boolean denied = host.healthy().value().filter(healthy -> !healthy).isPresent()
                || host.version()
                        .value()
                        .filter(v -> !v.equals(Release.version(launched)))
                        .isPresent();
        // A process that has just begun has asked nobody yet.
        boolean silent = host.counters().isEmpty()
                || host.counters().values().stream()
                        .anyMatch(counter -> counter.failing(now, plan.probes().staleAfter()));
        return host.host().state() == InstanceState.RUNNING && !denied && !silent;
    }

    /** From when on a low count proves something: settled, told to drain, and later than any last look that objected. */
    Instant countsFrom(Plan plan) {
        Instant settled = record.leftRotationAt()
                .orElse(Instant.MAX.minusSeconds(1_000_000_000))
                .plus(plan.loadBalancer().settle());
        Instant drains = later(settled, record.drainEnteredAt());
        return later(drains, record.revokedAt().map(at -> at.plusNanos(1)));
    }

    private static Instant later(Instant one, Optional<Instant> other) {
        return other.filter(one::isBefore).orElse(one);
    }
}
