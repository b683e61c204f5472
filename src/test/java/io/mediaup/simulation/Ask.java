package io.mediaup.simulation;

import io.mediaup.plan.SessionPolicy;
import io.mediaup.rollout.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What an operator asks of a run besides pause, resume and abort.
 *
 * @param at when, from the beginning of the run
 * @param host which host it is about, of those that are up then and of which it makes sense: any number; the same number
 *     stays with the host that it fell on first
 */
record Ask(Duration at, Request.Kind kind, int host) {

    private static final List<Request.Kind> KINDS = List.of(
            Request.Kind.ROLLBACK,
            Request.Kind.DRAIN,
            Request.Kind.UNDRAIN,
            Request.Kind.HOLD,
            Request.Kind.EXTEND,
            Request.Kind.EXTEND);

    /** In one run of four; most holds are released, for one that is not may stop a run for good. */
    static List<Ask> draw(long seed, SessionPolicy sessions) {
        SplittableRandom random = new SplittableRandom(seed * 131 + 3);
        List<Ask> asks = new ArrayList<>();
        int count = random.nextInt(4) > 0 ? 0 : random.nextInt(1, 5);
        for (int i = 0; i < count; i++) {
            Request.Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            Duration at =
                    Duration.ofMillis(random.nextLong(Duration.ofMinutes(60).toMillis()));
            int host = random.nextInt(1_000_000);
            boolean cuts = kind == Request.Kind.DRAIN && sessions == SessionPolicy.KILL;
            boolean holds = kind == Request.Kind.HOLD || kind == Request.Kind.UNDRAIN;
            if (!cuts) {
                asks.add(new Ask(at, kind, host));
            }
            if (holds && random.nextInt(5) > 0) {
                Duration later = at.plusSeconds(1 + random.nextLong(3600));
                asks.add(new Ask(later, Request.Kind.RELEASE, host));
            }
        }
        asks.sort(Comparator.comparing(Ask::at));
        return asks;
    }

    /** Whether a hold is left that nobody releases. */
    static boolean holdsForGood(List<Ask> asks) {
        return asks.stream()
                .filter(ask -> ask.kind == Request.Kind.HOLD || ask.kind == Request.Kind.UNDRAIN)
                .anyMatch(ask -> asks.stream()
                        .noneMatch(other -> other.kind == Request.Kind.RELEASE
                                && other.host == ask.host
                                && other.at.compareTo(ask.at) > 0));
    }

    /** Whether it is about hosts that leave, and not about those that serve. */
    boolean ofCordoned() {
        return kind == Request.Kind.UNDRAIN || kind == Request.Kind.EXTEND;
    }
}
