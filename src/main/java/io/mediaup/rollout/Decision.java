package io.mediaup.rollout;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do next.
 *
 * @param verdicts facts to record first; when there are any, there are no actions: record them and decide again
 * @param actions what to start now, in this order
 * @param wakeAt when the answer may change although nothing is observed to change; {@link Instant#MAX} for never
 * @param waits why nothing more is done, for people
 * @param leave why the process has nothing left to do although the run goes on; empty when it has to stay
 */
public record Decision(
        List<Fact> verdicts, List<Proposal> actions, Instant wakeAt, List<Wait> waits, Optional<String> leave) {

    /** A decision by which the process stays. */
    public Decision(List<Fact> verdicts, List<Proposal> actions, Instant wakeAt, List<Wait> waits) {
        this(verdicts, actions, wakeAt, waits, Optional.empty());
    }

    /** Copies the lists. */
    public Decision {
        verdicts = List.copyOf(verdicts);
        actions = List.copyOf(actions);
        waits = List.copyOf(waits);
    }

    /**
     * An action and why it is taken.
     *
     * @param action what to do
     * @param reason for people, such as "0 sessions in 3 readings"
     */
    public record Proposal(Action action, String reason) {}

    /**
     * Something that the run waits for.
     *
     * @param subject a host, a slot or "run"
     * @param reason for people, such as "draining: 14 calls, for at most 3 h 40 min more"
     */
    public record Wait(String subject, String reason) {}
}
