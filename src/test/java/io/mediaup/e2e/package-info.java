/**
 * End to end: the real {@code dist/mediaup} as a process, on a lab of real processes, each test in a state directory of
 * its own. What is waited for is a line of output, a fact in the journal or an answer of the lab, never a time.
 */
package io.mediaup.e2e;
