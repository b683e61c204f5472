/**
 * The shell over SSH, with sshj: configuration as OpenSSH resolves it, strict host keys, keys and agent, one connection
 * per host, commands with limits, tunnels.
 *
 * <p>May use {@code remote}, {@code fleet} and {@code plan}. Never believes a host key that nobody vouches for, never
 * offers a password, never forwards the agent, and never writes to the user's files.
 */
@NullMarked
package io.mediaup.remote.ssh;

import org.jspecify.annotations.NullMarked;
