/**
 * Gates over HTTP: a number or a yes from any address, or a query to a Prometheus server.
 *
 * <p>May use {@code fleet}, {@code plan}, {@code gate}, and the HTTP client of {@code probe.http} with its limits. Never
 * shows an address, a header or a body in a reason.
 */
@NullMarked
package io.mediaup.gate.http;

import org.jspecify.annotations.NullMarked;
