/**
 * Looking at the servers on the hosts, and telling them to drain: the port and its adapters.
 *
 * <p>May use {@code fleet}, {@code plan} and {@code remote}. Never turns a failure into a number.
 */
@NullMarked
package io.mediaup.probe;

import org.jspecify.annotations.NullMarked;
