/**
 * Running commands on hosts, and reaching ports that only they can reach: the port, its values, and what is built on it
 * alone (quoting, detached jobs).
 *
 * <p>May use {@code fleet} and {@code plan}. Knows nothing of what a command is for, and never hands what a host printed
 * to a terminal or to a shell.
 */
@NullMarked
package io.mediaup.remote;

import org.jspecify.annotations.NullMarked;
