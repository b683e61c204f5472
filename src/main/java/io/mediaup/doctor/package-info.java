/**
 * Preflight: what must be right before the first side effect.
 *
 * <p>May use {@code fleet}, {@code plan} and ports. Never changes anything.
 */
@NullMarked
package io.mediaup.doctor;

import org.jspecify.annotations.NullMarked;
