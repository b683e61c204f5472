/**
 * What people and machines are shown: one model, a fold of facts, and views of it. A view is a pure function of the model
 * and a width; nothing in here prints by itself or looks at anything but what it is given.
 *
 * <p>May use {@code rollout} and {@code fleet}.
 */
@NullMarked
package io.mediaup.console;

import org.jspecify.annotations.NullMarked;
