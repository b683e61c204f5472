package io.mediaup.app;

import io.mediaup.engine.Engine;
import io.mediaup.engine.RealTimeline;
import io.mediaup.fleet.HostId;
import io.mediaup.journal.StoredRun;
import io.mediaup.plan.SshSpec;
import io.mediaup.rollout.RolloutState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** What SSH and a run have to do with each other: pins become facts, and a changed host key stops the run. */
final class SshOfRun {

    private static final long LONGEST_WRITE_SECONDS = 10;

    private SshOfRun() {}

    /** Recalls what earlier runs have pinned, the oldest first, where the plan believes in pins at all. */
    static void recall(SshAccess ssh, SshSpec spec, Stream<StoredRun> newestFirst) {
        if (spec.trust() != SshSpec.Trust.ACCEPT_NEW_FOR_LAUNCHED) {
            return;
        }
        List<StoredRun> runs = new ArrayList<>();
        newestFirst.forEach(runs::add);
        Collections.reverse(runs);
        runs.forEach(run -> ssh.pins().recall(run.facts().stream()));
    }

    /** From now on {@code engine} runs: to be called from its thread, before it starts. */
    static void attach(SshAccess ssh, Engine engine, RealTimeline timeline) {
        RolloutState state = engine.state();
        ssh.pins().begin(state.start().run(), (host, key) -> pinned(engine, timeline, host, key));
        ssh.onChangedKey(message -> timeline.post(() -> engine.stop(message)));
        ssh.changedKey().ifPresent(engine::stop);
    }

    /** Whoever connects waits until the engine's thread has journaled it. */
    private static boolean pinned(Engine engine, RealTimeline timeline, HostId host, String key) {
        CompletableFuture<Boolean> journaled = new CompletableFuture<>();
        timeline.post(() -> journaled.complete(engine.pinHostKey(host, key)));
        try {
            return journaled.get(LONGEST_WRITE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }
}
