package io.mediaup.notify;

import io.mediaup.plan.HookSpec;

/** Delivers notices. Blocks for no longer than the hook's timeout; thread-safe. */
@FunctionalInterface
public interface HookPort {

    /**
     * Tells {@code hook} once. The receiver may be told the same again: the id, which HTTP carries as {@code
     * Idempotency-Key}, says that it is the same.
     *
     * @throws NoticeException when it was not told, or nobody knows
     */
    void deliver(HookSpec hook, Notice notice) throws NoticeException;
}
