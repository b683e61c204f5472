package io.mediaup.app;

import io.mediaup.plan.CanarySpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.Schedule;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.RolloutState;
import io.mediaup.rollout.Texts;
import io.mediaup.rollout.Windows;
import java.time.Instant;
import java.util.List;

/** One line on what the next call of the same command does with what is left of a run. */
final class Leftover {

    private Leftover() {}

    static String line(Plan plan, RolloutState state, PlanSource source, Instant now) {
        if (state.paused()) {
            return "To go on: mediaup resume " + source.words() + ", and then the same command again: mediaup apply "
                    + source.words() + ".";
        }
        if (awaitsApproval(plan, state, now)) {
            return "To go on: mediaup approve " + source.words() + ", and then the same command again: mediaup apply "
                    + source.words() + ".";
        }
        List<HostRecord> present =
                state.hosts().stream().filter(HostRecord::present).toList();
        long draining =
                present.stream().filter(host -> host.cordoned() && !host.held()).count();
        long outdated = present.stream()
                .filter(host ->
                        !host.cordoned() && !host.held() && !plan.fleet().hold().contains(host.id()))
                .filter(host -> !host.version().equals(state.start().targetVersion()))
                .count();
        String to = state.rollback().isPresent()
                ? " goes on with the rollback"
                : state.abort().isPresent() ? " goes on with the end of the run" : next(outdated, draining);
        Schedule.Period period = plan.schedule().at(now);
        boolean waits =
                !period.open() && !state.windowsIgnored() && state.rollback().isEmpty();
        String from =
                waits ? ", from " + Windows.moment(plan.schedule(), period.until()) + " on (or now with --now)," : "";
        return "To go on: the same command again: mediaup apply " + source.words() + from + to + ".";
    }

    private static boolean awaitsApproval(Plan plan, RolloutState state, Instant now) {
        return plan.rollout()
                .proof()
                .canary()
                .filter(CanarySpec::approve)
                .flatMap(canary -> state.bake()
                        .filter(bake -> state.provenBatch() < bake.batch()
                                && state.approval().isEmpty())
                        .map(bake -> !now.isBefore(bake.at().plus(canary.bake()))))
                .orElse(false);
    }

    private static String next(long outdated, long draining) {
        String replaces = " replaces " + Texts.count(outdated, "host");
        String retires = " retires what has drained by then of " + Texts.count(draining, "host");
        if (outdated > 0 && draining > 0) {
            return replaces + " and" + retires;
        }
        return outdated > 0 ? replaces : draining > 0 ? retires : " brings the run to its end";
    }
}
