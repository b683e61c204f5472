/**
 * The loop: observe, decide, journal the intent, act, journal the outcome. One thread decides; blocking calls run on the
 * {@link io.mediaup.engine.Timeline} and come back as completions.
 *
 * <p>May use {@code fleet}, {@code plan}, {@code rollout}, {@code journal} and the ports of {@code provider} and
 * {@code probe}. It never decides what should change: that is {@code rollout}'s.
 */
@NullMarked
package io.mediaup.engine;

import org.jspecify.annotations.NullMarked;
