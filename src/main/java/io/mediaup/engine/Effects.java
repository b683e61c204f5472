package io.mediaup.engine;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.Tenure;
import io.mediaup.probe.ServerException;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Backoff;
import io.mediaup.rollout.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts actions whose intent is journaled and turns what comes back into outcome facts. A call that may have happened
 * is looked up and sent again with the same key; only a definite answer ends an attempt.
 */
final class Effects {

    /** Tries of one attempt, over about eight minutes with the back-off between them. */
    static final int MAX_TRIES = 12;

    /** While nothing may be begun: how long until that is asked again. */
    static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(1);

    private final ActionRunner runner;
    private final Observer observer;
    private final Timeline timeline;
    private final Tenure tenure;
    private final Consumer<Fact> outcomes;
    private final Consumer<String> lockedOut;
    private boolean closed;

    /**
     * Effects of one run.
     *
     * @param outcomes takes what comes of them
     * @param lockedOut is told why, when the provider no longer knows who asks: nothing can be done any more
     */
    Effects(
            ActionRunner runner,
            Observer observer,
            Timeline timeline,
            Tenure tenure,
            Consumer<Fact> outcomes,
            Consumer<String> lockedOut) {
        this.runner = runner;
        this.observer = observer;
        this.timeline = timeline;
        this.tenure = tenure;
        this.outcomes = outcomes;
        this.lockedOut = lockedOut;
    }

    /** From now on nothing is tried again: the run has ended, or its journal cannot be written. */
    void close() {
        closed = true;
    }

    void start(ActionKey key, Action action, boolean again) {
        perform(key, action, again, 1);
    }

    private void perform(ActionKey key, Action action, boolean again, int tries) {
        if (closed) {
            return;
        }
        Optional<Host> host =
                action instanceof Action.OnHost onHost ? observer.listed(onHost.host()) : Optional.empty();
        timeline.submit(() -> performed(key, action, again, host), new Once<>((result, failure) -> {
            if (result != null) {
                succeeded(key, action, result);
            } else if (failure instanceof ProviderException provider) {
                failed(key, action, provider, again, tries);
            } else if (failure instanceof ServerException server) {
                outcomes.accept(new Fact.ActionFailed(now(), key, message(server), server.permanent()));
            } else if (failure instanceof JournalException journal) {
                // The right to act is lost, or nobody can say: the engine ends as it does when it cannot journal.
                throw journal;
            } else if (failure instanceof NotNowException) {
                timeline.at(now().plus(UNTIL_ASKED_AGAIN), () -> perform(key, action, again, tries));
            } else {
                throw new IllegalStateException(
                        "Expected " + key + " to end in a declared way, but found " + failure, failure);
            }
        }));
    }

    /** Asks for the right to act as late as it can be asked for: this process may have slept since the intent was journaled. */
    private ActionResult performed(ActionKey key, Action action, boolean again, Optional<Host> host)
            throws ProviderException, ServerException, NotNowException {
        if (!tenure.mayBegin()) {
            throw new NotNowException();
        }
        tenure.confirm();
        return runner.perform(key, action, again, host);
    }

    private static final class NotNowException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private void succeeded(ActionKey key, Action action, ActionResult result) {
        if (result.revoked().isPresent()) {
            HostId host = new HostId(result.host());
            outcomes.accept(new Fact.RetirementRevoked(
                    now(), key, host, result.revoked().get()));
            return;
        }
        if (action instanceof Action.Launch launch) {
            observer.launched(new HostId(result.host()), ActionRunner.request(key, launch));
        }
        outcomes.accept(new Fact.ActionSucceeded(now(), key, result.host(), result.sessions()));
    }

    private void failed(ActionKey key, Action action, ProviderException failure, boolean again, int tries) {
        boolean mayHaveHappened = again || failure.kind() == ProviderException.Kind.UNCERTAIN;
        boolean fatal = false;
        switch (failure.kind()) {
            case UNCERTAIN, THROTTLED -> {
                if (tries < MAX_TRIES) {
                    defer(key, action, failure, mayHaveHappened, tries);
                    return;
                }
                // Giving up on something that may have happened, in this try or in an earlier one, must not end in
                // doing
                // it twice.
                fatal = mayHaveHappened;
            }
            case REFUSED, FORBIDDEN -> fatal = true;
            case NO_CAPACITY, FAILED -> {}
            case UNAUTHENTICATED -> {
                // Still in flight, and so looked up and sent again by whoever goes on with the run.
                outcomes.accept(new Fact.ActionDeferred(now(), key, message(failure)));
                lockedOut.accept(message(failure));
                return;
            }
        }
        outcomes.accept(new Fact.ActionFailed(now(), key, message(failure), fatal));
    }

    private void defer(ActionKey key, Action action, ProviderException failure, boolean again, int tries) {
        outcomes.accept(new Fact.ActionDeferred(now(), key, message(failure)));
        Duration pause = Backoff.after(tries);
        long jitter = (long) (pause.toMillis() * timeline.random().nextDouble() / 2);
        timeline.at(now().plus(pause).plusMillis(jitter), () -> perform(key, action, again, tries + 1));
    }

    private Instant now() {
        return timeline.now();
    }

    private static String message(Exception failure) {
        return String.valueOf(failure.getMessage());
    }
}
