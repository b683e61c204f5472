package io.mediaup.rollout;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.plan.Plan;
import io.mediaup.plan.ReconnectSpec.When;
import io.mediaup.rollout.HostRecord.End;
import io.mediaup.rollout.RolloutDecider.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Has the clients of hosts that are killed told that they must reconnect: before the host goes, which then waits for it, or
 * once it is gone, which the end of the run then waits for. Whatever stops the run, who was cut off is told.
 */
final class Reconnects {

    private final Turn turn;

    Reconnects(Turn turn) {
        this.turn = turn;
    }

    /** Whether the clients of {@code host} must be told before it may go, and were not told yet. */
    static boolean first(Plan plan, HostView host) {
        return says(plan, When.BEFORE) && !host.record().told();
    }

    /** The retired hosts whose clients are still to be told. Where that has failed for good they are not. */
    static List<HostRecord> owed(Plan plan, RolloutState state) {
        return owed(plan, state, Instant.MIN);
    }

    /** The same for a process that only counts failures from {@code since} on: it may have another notice to send. */
    static List<HostRecord> owed(Plan plan, RolloutState state, Instant since) {
        return untold(plan, state).stream()
                .filter(record -> !hopeless(state, record, since))
                .toList();
    }

    /** For people: the retired hosts whose clients were not told, behind a reason; empty when there are none. */
    static String saysUntold(Plan plan, RolloutState state) {
        List<HostRecord> untold = untold(plan, state);
        return untold.isEmpty()
                ? ""
                : "; gone, and their clients not told to reconnect: "
                        + untold.stream().map(host -> host.id().value()).collect(Collectors.joining(", "));
    }

    /** The retired hosts whose clients were not told. */
    static List<HostRecord> untold(Plan plan, RolloutState state) {
        return says(plan, When.AFTER)
                ? state.hosts().stream()
                        .filter(record -> record.end() == End.RETIRED && !record.told())
                        .toList()
                : List.of();
    }

    /** Has the clients of hosts that are gone told. */
    void decide() {
        for (HostRecord record :
                owed(turn.plan, turn.state, turn.permits.mandate().since())) {
            turn.propose(notice(record, Optional.empty()), "it is gone, and its clients must reconnect");
        }
    }

    /** Has the clients of {@code host} told, which is about to go. */
    void tell(HostView host) {
        turn.propose(
                notice(host.record(), host.observed().map(seen -> seen.host())),
                "it is about to go, and its clients must reconnect");
    }

    private static boolean says(Plan plan, When when) {
        return plan.reconnect().filter(spec -> spec.when() == when).isPresent();
    }

    private static boolean hopeless(RolloutState state, HostRecord record, Instant since) {
        return state.failedAttempts(notice(record, Optional.empty()))
                .filter(failed -> !failed.last().isBefore(since))
                .filter(RolloutState.FailedAttempts::hopeless)
                .isPresent();
    }

    private static Action notice(HostRecord record, Optional<Host> seen) {
        HostAddress address = seen.map(Host::address).filter(HostAddress::known).orElse(record.address());
        String zone = record.slot().map(slot -> slot.zone()).orElse(record.zone());
        return new Action.NotifyReconnect(record.id(), address, zone, record.version(), record.notices() + 1);
    }
}
