/**
 * The server port over SSH: health, version, drain flag and session counts as a plan's {@code ssh} checks describe them.
 *
 * <p>May use {@code fleet}, {@code plan}, {@code probe} and {@code remote}. Never takes a command that could not be run
 * for a "no", and never shows what a host printed but as one safe line.
 */
@NullMarked
package io.mediaup.probe.ssh;

import org.jspecify.annotations.NullMarked;
