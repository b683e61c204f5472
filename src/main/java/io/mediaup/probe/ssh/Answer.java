package io.mediaup.probe.ssh;

import io.mediaup.remote.RemoteResult;
import java.time.Instant;

/** What came of one command. */
sealed interface Answer {

    /** Right before it was sent. */
    Instant at();

    /** It ended, with any exit status. */
    record Given(Instant at, RemoteResult result) implements Answer {}

    /** It could not be run, or did not end within its limits; {@code reason} is for people and fits one line. */
    record Missing(Instant at, String reason) implements Answer {}
}
