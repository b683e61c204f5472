/**
 * What CI systems show beside the log of a job. May use {@code rollout} and {@code fleet}; writes nothing itself.
 */
@NullMarked
package io.mediaup.console.ci;

import org.jspecify.annotations.NullMarked;
