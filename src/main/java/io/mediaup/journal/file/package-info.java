/**
 * Runs on disk: {@code <state>/<plan>/<run>/} with the journal, a copy of the plan, and requests; the plan's lock beside
 * the runs. No file is ever locked: what must happen once only is the creation of a file whose name has the next number.
 *
 * <p>May use {@code journal}, {@code rollout} and {@code fleet}. Never looks at a clock: times are passed in.
 */
@NullMarked
package io.mediaup.journal.file;

import org.jspecify.annotations.NullMarked;
