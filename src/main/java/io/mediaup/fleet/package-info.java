/**
 * The vocabulary of a fleet as it is observed: hosts, slots, marks, target states and readings.
 *
 * <p>Uses nothing else. Holds values only: it never performs I/O and never decides anything.
 */
@NullMarked
package io.mediaup.fleet;

import org.jspecify.annotations.NullMarked;
