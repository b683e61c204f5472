/**
 * The core, and pure: what a run has done so far as a fold of facts, and what to do next as a function of the plan, the
 * snapshot, that state and the time.
 *
 * <p>May use {@code plan} and {@code fleet}. No I/O, no threads, no clock, no randomness.
 */
@NullMarked
package io.mediaup.rollout;

import org.jspecify.annotations.NullMarked;
