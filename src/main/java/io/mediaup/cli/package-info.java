/**
 * The command line: one picocli class per verb, and the exit codes. May use {@code app}; never decides anything about a
 * fleet, never does I/O but to read the arguments and to print what {@code app} hands back.
 */
@NullMarked
package io.mediaup.cli;

import org.jspecify.annotations.NullMarked;
