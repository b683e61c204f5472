/**
 * Telling others what happens in a run: over HTTP or by a program. A notice may be sent more than once, with the same id;
 * nothing that goes wrong here is a reason to stop a run.
 *
 * <p>May use {@code fleet}, {@code plan} and the ports. Never decides, never retries by itself: whoever sends does.
 */
@NullMarked
package io.mediaup.notify;

import org.jspecify.annotations.NullMarked;
