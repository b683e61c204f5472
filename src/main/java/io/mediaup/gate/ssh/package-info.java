/**
 * Gates by commands on the new hosts, over SSH.
 *
 * <p>May use {@code probe.ssh}, which knows how a command is run and its output is read.
 */
@NullMarked
package io.mediaup.gate.ssh;

import org.jspecify.annotations.NullMarked;
