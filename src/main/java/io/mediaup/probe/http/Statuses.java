package io.mediaup.probe.http;

import io.mediaup.plan.HttpCheck;
import java.util.Set;

/** Which HTTP statuses mean what. */
final class Statuses {

    /** The server is there, but not what was asked for. */
    private static final Set<Integer> NO_ENDPOINT = Set.of(404, 405, 410, 501);

    /** The server will go on refusing until somebody changes its configuration or the plan's. */
    private static final Set<Integer> REFUSED = Set.of(401, 403);

    private Statuses() {}

    /** Whether {@code status} is the one that the check expects, or any 2xx where it expects none. */
    static boolean good(HttpCheck check, int status) {
        return check.expectStatus().isPresent()
                ? check.expectStatus().getAsInt() == status
                : status >= 200 && status < 300;
    }

    static boolean redirect(int status) {
        return status >= 300 && status < 400;
    }

    static boolean noEndpoint(int status) {
        return NO_ENDPOINT.contains(status);
    }

    /** Whether repeating a command that got {@code status} is pointless. */
    static boolean permanent(int status) {
        return NO_ENDPOINT.contains(status) || REFUSED.contains(status);
    }

    /** A bad status for people. */
    static String described(HttpCheck check, int status) {
        if (redirect(status)) {
            return "HTTP " + status + ", and redirects are not followed";
        }
        return check.expectStatus().isPresent()
                ? "HTTP " + status + " instead of " + check.expectStatus().getAsInt()
                : "HTTP " + status;
    }

    /** Refuses an answer whose status is not good. */
    static void requireGood(HttpCheck check, Answer.Given answer) throws UnreadableException {
        if (!good(check, answer.status())) {
            throw new UnreadableException(described(check, answer.status()));
        }
    }
}
