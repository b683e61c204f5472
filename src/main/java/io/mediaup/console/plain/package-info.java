/**
 * Output for people and CI logs: only what changed, aligned, with times.
 *
 * <p>May use {@code console}, {@code rollout} and {@code fleet}.
 */
@NullMarked
package io.mediaup.console.plain;

import org.jspecify.annotations.NullMarked;
