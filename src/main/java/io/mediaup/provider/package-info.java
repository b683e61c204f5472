/**
 * Ports to compute and load balancers, and the failures they may report. One sub-package per world implements them.
 *
 * <p>May use {@code fleet} and {@code plan}. Never decides what to do about a failure beyond naming its kind.
 */
@NullMarked
package io.mediaup.provider;

import org.jspecify.annotations.NullMarked;
