/**
 * The server port over HTTP: health, version, drain flag and session counts as a plan's {@code http} checks describe
 * them.
 *
 * <p>May use {@code fleet}, {@code plan} and {@code probe}. Never follows a redirect, never reads more than 1 MiB, never
 * waits longer than a check's timeout, and never shows a header value, a query or a body in a reason.
 */
@NullMarked
package io.mediaup.probe.http;

import org.jspecify.annotations.NullMarked;
