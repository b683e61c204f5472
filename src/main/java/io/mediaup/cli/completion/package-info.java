/**
 * Completion scripts for shells, made from the picocli model of the command line, so that they cannot drift from it. May
 * use picocli and nothing of mediaup; never knows a verb or an option by name, only the labels of their values.
 */
@NullMarked
package io.mediaup.cli.completion;

import org.jspecify.annotations.NullMarked;
