package io.mediaup.plan;

import java.time.Duration;

/** Something that is asked of a host, or told to it, and how its answer is read. */
public sealed interface Check permits HttpCheck, SshCheck {

    /** The longest it may take, connecting included. */
    Duration timeout();
}
