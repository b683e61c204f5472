/**
 * Gates: measurements on the new hosts of a run, through the canary's bake and after every batch.
 *
 * <p>May use {@code fleet} and {@code plan}. It measures and compares; what follows from that is decided by
 * {@code rollout}.
 */
@NullMarked
package io.mediaup.gate;

import org.jspecify.annotations.NullMarked;
