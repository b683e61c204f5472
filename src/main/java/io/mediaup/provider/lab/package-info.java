/**
 * The embedded lab as a provider: its processes are the machines, its target directory is the target group.
 *
 * <p>May use the {@code provider} port, {@code fleet}, {@code plan} and {@code lab}. Never starts or stops the lab itself.
 */
@NullMarked
package io.mediaup.provider.lab;

import org.jspecify.annotations.NullMarked;
