package io.mediaup.app;

import io.mediaup.engine.Timeline;
import io.mediaup.notify.HookPort;
import io.mediaup.notify.Notice;
import io.mediaup.notify.NoticeException;
import io.mediaup.plan.HookSpec;
import io.mediaup.rollout.Backoff;
import io.mediaup.rollout.Fact;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** The notices for one hook: one after the other, each tried again for a while, none of them waited for. */
final class HookLine {

    /** Tries of one notice, over about half a minute. */
    static final int MOST_TRIES = 6;

    /** Notices that wait for a hook that is slow or down; the oldest go first, for the newest say how things stand. */
    static final int MOST_WAITING = 100;

    private final HookSpec hook;
    private final String name;
    private final HookPort port;
    private final Timeline timeline;
    private final Consumer<Fact.HookCalled> outcomes;
    private final Deque<Notice> waiting = new ArrayDeque<>();
    private boolean busy;
    private String failure = "";

    /** The hook that stands at {@code number} in the plan, from 1. */
    HookLine(HookSpec hook, int number, HookPort port, Timeline timeline, Consumer<Fact.HookCalled> outcomes) {
        this.hook = hook;
        this.name = "hook-" + number;
        this.port = port;
        this.timeline = timeline;
        this.outcomes = outcomes;
    }

    String name() {
        return name;
    }

    boolean wants(Notice notice) {
        return hook.on().contains(notice.event());
    }

    int undelivered() {
        return waiting.size();
    }

    /** Why the last try failed; empty when it did not. */
    String failure() {
        return failure;
    }

    void add(Notice notice) {
        waiting.add(notice);
        if (waiting.size() > MOST_WAITING) {
            // The first one may be on its way.
            Notice first = waiting.remove();
            Notice oldest = waiting.remove();
            waiting.addFirst(first);
            outcomes.accept(called(oldest, "more than " + MOST_WAITING + " notices wait for it"));
        }
        if (!busy) {
            deliver(1);
        }
    }

    private void deliver(int tries) {
        Notice notice = waiting.peek();
        busy = notice != null;
        if (notice == null) {
            return;
        }
        timeline.submit(
                () -> {
                    port.deliver(hook, notice);
                    return true;
                },
                (done, trouble) -> {
                    if (trouble == null) {
                        failure = "";
                        over(notice, "");
                    } else {
                        failed(notice, trouble, tries);
                    }
                });
    }

    private void failed(Notice notice, Exception trouble, int tries) {
        boolean known = trouble instanceof NoticeException;
        // What is not a failure of delivery is a fault of ours, and no reason to stop a run either.
        failure = known
                ? String.valueOf(trouble.getMessage())
                : trouble.getClass().getSimpleName();
        if (!known || ((NoticeException) trouble).permanent() || tries >= MOST_TRIES) {
            over(notice, failure);
        } else {
            timeline.at(timeline.now().plus(Backoff.after(tries)), () -> deliver(tries + 1));
        }
    }

    private void over(Notice notice, String why) {
        waiting.remove();
        outcomes.accept(called(notice, why));
        deliver(1);
    }

    private Fact.HookCalled called(Notice notice, String why) {
        return new Fact.HookCalled(timeline.now(), name, notice.id(), why);
    }
}
