/**
 * The plan file: typed records with every default filled in, read from YAML with line and column, validated all at once.
 *
 * <p>May use {@code fleet}. Never contacts anything: a plan is valid or not by its text alone.
 */
@NullMarked
package io.mediaup.plan;

import org.jspecify.annotations.NullMarked;
