package io.mediaup.app;

import io.mediaup.journal.JournalException;
import io.mediaup.journal.StoreException;
import io.mediaup.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an exception means to the caller of a command.
 *
 * @param exit the exit code
 * @param messages for people, one a line
 */
public record Failure(Exit exit, List<String> messages) {

    /** Copies the list. */
    public Failure {
        messages = List.copyOf(messages);
    }

    /** What to tell the CI system, if there is one; writes its report, too, where one is wanted. */
    public List<String> annotations() {
        Map<String, String> env = Home.ofProcess().env();
        List<String> lines = new ArrayList<>(CiReport.annotations(messages, env));
        CiReport.codeQuality(messages, env).ifPresent(lines::add);
        return lines;
    }

    /** What a failure of the provider before a run means: whose fault it is. */
    static Exit exit(ProviderException failure) {
        return switch (failure.kind()) {
            case UNAUTHENTICATED, FORBIDDEN -> Exit.NOT_PERMITTED;
            case REFUSED, FAILED, NO_CAPACITY -> Exit.INVALID_PLAN;
            case UNCERTAIN, THROTTLED -> Exit.UNREACHABLE;
        };
    }

    /** Reads any exception that ended a command; one that is not declared is a bug, and said to be one. */
    public static Failure of(Exception exception) {
        if (exception instanceof Refusal refusal) {
            return new Failure(refusal.exit(), refusal.messages());
        }
        if (exception instanceof StoreException store) {
            boolean forbidden = store.kind() == StoreException.Kind.FORBIDDEN;
            return new Failure(
                    forbidden ? Exit.NOT_PERMITTED : Exit.UNREACHABLE, List.of(String.valueOf(store.getMessage())));
        }
        if (exception instanceof JournalException) {
            return new Failure(Exit.FAILED, List.of(String.valueOf(exception.getMessage())));
        }
        return new Failure(
                Exit.BUG,
                List.of("This is a bug in mediaup: " + exception + ". The same command continues an unfinished run; -vv"
                        + " shows where it happened."));
    }
}
