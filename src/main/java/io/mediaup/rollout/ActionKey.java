package io.mediaup.rollout;

/**
 * The idempotency key of one side effect, {@code run/subject/verb/attempt}. The subject may itself contain slashes (a slot
 * does). It is journaled before the effect and sent to the provider with it.
 *
 * @param run the run's id
 * @param subject slot, host or fleet
 * @param verb what is done
 * @param attempt counts from 1; a new attempt is a new effect, a repeated call is not
 */
public record ActionKey(String run, String subject, String verb, int attempt) {

    /** The key of attempt number {@code attempt} at {@code action} in {@code run}. */
    public static ActionKey of(String run, Action action, int attempt) {
        return new ActionKey(run, action.subject(), action.verb(), attempt);
    }

    @Override
    public String toString() {
        return run + "/" + subject + "/" + verb + "/" + attempt;
    }
}
