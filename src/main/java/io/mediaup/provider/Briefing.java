package io.mediaup.provider;

import io.mediaup.fleet.LaunchDefinition;
import java.util.List;

/**
 * What a run rests on, as the provider tells it before anything is changed.
 *
 * @param account who asks and where; {@link Account#NONE} in a world without accounts
 * @param target what new hosts of the target version are launched from, with everything pinned that moves
 * @param pinned what was pinned, for people, one sentence each
 * @param groups the target groups
 * @param refusals why a run must not begin, for people, one sentence each; empty when it may
 */
public record Briefing(
        Account account,
        LaunchDefinition target,
        List<String> pinned,
        List<TargetGroupTraits> groups,
        List<String> refusals) {

    /** A world that has nothing to tell. */
    public static final Briefing NONE =
            new Briefing(Account.NONE, LaunchDefinition.UNKNOWN, List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Briefing {
        pinned = List.copyOf(pinned);
        groups = List.copyOf(groups);
        refusals = List.copyOf(refusals);
    }

    /**
     * On whose behalf the provider is asked.
     *
     * @param caller the caller's ARN
     * @param id the account's number
     * @param region the region
     */
    public record Account(String caller, String id, String region) {
        /** No account. */
        public static final Account NONE = new Account("", "", "");

        /** Whether there is an account. */
        public boolean known() {
            return !caller.isEmpty();
        }
    }
}
