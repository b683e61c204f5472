package io.mediaup.app;

import io.mediaup.fleet.Slot;
import io.mediaup.notify.Notice;
import io.mediaup.plan.HookEvent;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import io.mediaup.rollout.RolloutState;
import io.mediaup.rollout.Texts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Turns facts into notices. The same facts give the same notices with the same ids, in this process or the next one. Not
 * thread-safe.
 */
final class Notices {

    private static final String RUN = "run";
    private static final String NORMAL = "normal";
    private static final String WARNING = "warning";
    private static final String ERROR = "error";

    private final Map<HookEvent, Integer> told = new EnumMap<>(HookEvent.class);
    private final List<Notice> notices = new ArrayList<>();
    private RolloutState state = new RolloutState();
    private int batchesDone;

    /** The notices of {@code fact}; {@code folded} contains it already. */
    List<Notice> of(Fact fact, RolloutState folded) {
        state = folded;
        notices.clear();
        if (fact instanceof Fact.BatchOpened f) {
            // Should it have been missed: a batch is opened only when the one before it is done.
            batchDone(f.at(), f.number() - 1, "");
        } else if (fact instanceof Fact.RunEnded f) {
            ended(f);
        } else if (fact instanceof Fact.RequestReceived f) {
            requested(f.at(), f.request());
        } else {
            ofRun(fact);
            ofHost(fact);
        }
        if (mayEndABatch(fact)) {
            state.batch()
                    .filter(batch -> batch.slots().stream().allMatch(this::done))
                    .ifPresent(batch -> {
                        String slots =
                                batch.slots().stream().map(Slot::toString).collect(Collectors.joining(", "));
                        batchDone(fact.at(), batch.number(), slots);
                    });
        }
        return List.copyOf(notices);
    }

    private void ofRun(Fact fact) {
        if (fact instanceof Fact.RunStarted f) {
            add(HookEvent.STARTED, f.at(), RUN, Texts.count(f.desired(), "host") + ", " + f.technique(), NORMAL);
        } else if (fact instanceof Fact.WindowOpened f) {
            add(HookEvent.WINDOW_OPENED, f.at(), RUN, "changes may start until " + f.closes(), NORMAL);
        } else if (fact instanceof Fact.WindowClosed f) {
            add(HookEvent.WINDOW_CLOSED, f.at(), RUN, "nothing new is started until " + f.opens(), NORMAL);
        } else if (fact instanceof Fact.LineStopped f && f.pause()) {
            add(HookEvent.PAUSED, f.at(), RUN, "by a failure: " + f.reason(), ERROR);
        } else if (fact instanceof Fact.RollbackBegan f) {
            add(HookEvent.ROLLING_BACK, f.at(), RUN, f.reason(), ERROR);
        } else if (fact instanceof Fact.RunnerLeft f) {
            add(HookEvent.UNFINISHED, f.at(), RUN, f.reason(), NORMAL);
        }
    }

    private void ofHost(Fact fact) {
        if (fact instanceof Fact.HostFailed f) {
            add(HookEvent.HOST_FAILED, f.at(), f.host().value(), f.reason(), WARNING);
        } else if (fact instanceof Fact.HostLost f) {
            add(HookEvent.HOST_LOST, f.at(), f.host().value(), f.reason(), WARNING);
        } else if (fact instanceof Fact.HostOverdue f) {
            add(HookEvent.HOST_OVERDUE, f.at(), f.host().value(), f.reason(), WARNING);
        }
    }

    private void requested(Instant at, Request request) {
        String by = "by " + request.by() + (request.reason().isEmpty() ? "" : ": " + request.reason());
        switch (request.kind()) {
            case PAUSE -> add(HookEvent.PAUSED, at, RUN, by, NORMAL);
            case RESUME -> add(HookEvent.RESUMED, at, RUN, by, NORMAL);
            case ROLLBACK -> add(HookEvent.ROLLING_BACK, at, RUN, by, WARNING);
            default -> {}
        }
    }

    private void ended(Fact.RunEnded fact) {
        if (fact.outcome() == Outcome.DONE) {
            batchDone(fact.at(), state.batch().map(Fact.BatchOpened::number).orElse(0), "");
        }
        switch (fact.outcome()) {
            case DONE -> add(HookEvent.DONE, fact.at(), RUN, fact.reason(), NORMAL);
            case HALTED -> add(HookEvent.FAILED, fact.at(), RUN, fact.reason(), ERROR);
            case ABORTED -> add(HookEvent.ABORTED, fact.at(), RUN, fact.reason(), WARNING);
            case ROLLED_BACK -> add(HookEvent.ROLLED_BACK, fact.at(), RUN, fact.reason(), WARNING);
            case SUPERSEDED -> {}
        }
    }

    private static boolean mayEndABatch(Fact fact) {
        return fact instanceof Fact.HostEnteredRotation
                || fact instanceof Fact.HostLost
                || (fact instanceof Fact.ActionStarted started && started.action() instanceof Action.Cordon);
    }

    /** Whether a host of the target is in rotation in the slot, and no other one is left in it. */
    private boolean done(Slot slot) {
        List<HostRecord> in = state.hosts().stream()
                .filter(host -> host.present() && !host.cordoned())
                .filter(host -> host.slot().filter(slot::equals).isPresent())
                .toList();
        return !in.isEmpty()
                && in.stream()
                        .allMatch(host -> host.held()
                                || (!host.arriving()
                                        && host.version().equals(state.start().targetVersion())));
    }

    private void batchDone(Instant at, int number, String slots) {
        if (number > batchesDone) {
            batchesDone = number;
            String what = slots.isEmpty() ? "its new hosts are in rotation" : slots + " in rotation";
            add(HookEvent.BATCH_DONE, at, "batch " + number, what, NORMAL);
        }
    }

    private void add(HookEvent event, Instant at, String subject, String text, String level) {
        int number = told.merge(event, 1, Integer::sum);
        Fact.RunStarted start = state.start();
        notices.add(new Notice(
                start.run() + "/" + event.word() + "/" + number,
                event,
                at,
                new Notice.About(start.plan(), start.run(), start.targetVersion()),
                subject,
                text,
                level));
    }
}
