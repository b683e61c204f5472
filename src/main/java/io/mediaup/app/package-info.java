/**
 * The use cases, one class each: they pick the world, put the rooms together and say how it ended.
 *
 * <p>May use everything but {@code cli}. Decides nothing about hosts: that is {@code rollout}'s.
 */
@NullMarked
package io.mediaup.app;

import org.jspecify.annotations.NullMarked;
