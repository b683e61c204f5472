/**
 * What a run remembers: facts, the lock and requests, as ports, with one sub-package per store.
 *
 * <p>May use {@code rollout} and {@code fleet}. Never decides, and never changes a fact that was written.
 */
@NullMarked
package io.mediaup.journal;

import org.jspecify.annotations.NullMarked;
