package io.mediaup.remote.ssh;

import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A thing that several threads use and one of them makes: those that come meanwhile wait for it, and share its failure,
 * so that a dead host is not tried once per question. Thread-safe.
 */
final class Shared<T> {

    private final Predicate<T> usable;
    private @Nullable CompletableFuture<T> made;

    /** Makes the thing. */
    @FunctionalInterface
    interface Maker<T> {
        T make() throws RemoteException;
    }

    Shared(Predicate<T> usable) {
        this.usable = usable;
    }

    T get(Maker<T> maker) throws RemoteException {
        CompletableFuture<T> mine = new CompletableFuture<>();
        CompletableFuture<T> theirs = claim(mine);
        if (theirs != null) {
            return await(theirs);
        }
        try {
            T thing = maker.make();
            mine.complete(thing);
            return thing;
        } catch (RemoteException | RuntimeException e) {
            release(mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    synchronized Optional<T> current() {
        return made != null && made.isDone() && !made.isCompletedExceptionally()
                ? Optional.of(made.join())
                : Optional.empty();
    }

    private synchronized @Nullable CompletableFuture<T> claim(CompletableFuture<T> mine) {
        if (made != null && (!made.isDone() || (!made.isCompletedExceptionally() && usable.test(made.join())))) {
            return made;
        }
        made = mine;
        return null;
    }

    private synchronized void release(CompletableFuture<T> mine) {
        if (made == mine) {
            made = null;
        }
    }

    private static <T> T await(CompletableFuture<T> future) throws RemoteException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(Kind.INTERRUPTED, "interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RemoteException failure) {
                throw failure.kind() == Kind.INTERRUPTED
                        ? new RemoteException(Kind.UNREACHABLE, "the connection was given up while it was made")
                        : failure;
            }
            throw new IllegalStateException("Expected a declared failure, but found " + e.getCause(), e);
        }
    }
}
