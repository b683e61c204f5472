package io.mediaup.rollout;

import io.mediaup.fleet.HostId;
import java.time.Duration;
import java.time.Instant;

/**
 * Sessions of one host that were asked to move and are not accounted for yet.
 *
 * @param target where they were asked to go
 * @param open sessions that were open on the host before the first of them was asked
 * @param openAtTarget sessions that were open on the target then
 * @param asked how many were asked, over all notices of the round
 * @param askedAt when the last of them was
 * @param all whether the server named no other that could be asked: then whoever is still counted was asked, or ends by itself
 */
record MigrationRound(HostId target, long open, long openAtTarget, long asked, Instant askedAt, boolean all) {

    MigrationRound plus(long more, Instant at) {
        return new MigrationRound(target, open, openAtTarget, asked + more, at, all);
    }

    MigrationRound withAll() {
        return new MigrationRound(target, open, openAtTarget, asked, askedAt, true);
    }

    MigrationRound moved(Duration by) {
        return new MigrationRound(target, open, openAtTarget, asked, askedAt.plus(by), all);
    }

    /** How many of them have left, at {@code now} open sessions. Those that ended by themselves count, too: nobody can tell. */
    long left(long now) {
        return Math.max(0, Math.min(asked, open - now));
    }

    /** How many of them are still to leave. */
    long inFlight(long now) {
        return all ? now : Math.min(now, asked - left(now));
    }
}
