/**
 * Output for machines: one JSON object a line, versioned.
 *
 * <p>May use {@code console}, {@code rollout} and {@code fleet}.
 */
@NullMarked
package io.mediaup.console.json;

import org.jspecify.annotations.NullMarked;
