package io.mediaup.probe.http;

import io.mediaup.fleet.Printable;
import io.mediaup.plan.HttpCheck;
import tools.jackson.databind.JsonNode;

/**
 * Reads a yes or a no. The two kinds differ in what a bad status means: a server that answers its health check with an
 * error says that it is not healthy, but one that answers so when asked for its drain flag has said nothing about it.
 */
final class YesOrNo {

    /** A plain-text "no" is a word or two; a page of text is not an answer. */
    private static final int LONGEST_WORD = 64;

    private YesOrNo() {}

    /**
     * Whether the server is healthy: a good status, and the expected value where the check names one. A redirect is not
     * an answer, since whatever it points to might be.
     */
    static boolean health(HttpCheck check, Answer.Given answer) throws UnreadableException {
        if (!Statuses.good(check, answer.status())) {
            if (Statuses.redirect(answer.status())) {
                throw new UnreadableException(Statuses.described(check, answer.status()));
            }
            return false;
        }
        return confirmed(check, answer);
    }

    /** Whether the server drains: the value at the pointer, or the body's text, against the expected value. */
    static boolean drainFlag(HttpCheck check, Answer.Given answer) throws UnreadableException {
        if (!Statuses.good(check, answer.status()) && Statuses.noEndpoint(answer.status())) {
            throw new UnreadableException("has no drain flag at " + answer.path() + ": HTTP " + answer.status());
        }
        Statuses.requireGood(check, answer);
        return matches(check, answer.body());
    }

    /** Whether an answer of good status says yes: it does so by its status alone where the check names no value. */
    static boolean confirmed(HttpCheck check, Answer.Given answer) throws UnreadableException {
        boolean statusSaysAll = check.jsonPointers().isEmpty() && check.expect().isEmpty();
        return statusSaysAll || matches(check, answer.body());
    }

    /** The one pointer of a check that reads a single value. */
    static String onlyPointer(HttpCheck check) throws UnreadableException {
        if (check.jsonPointers().size() != 1) {
            throw new UnreadableException("expected one JSON pointer in the plan: only counts are added up");
        }
        return check.jsonPointers().get(0);
    }

    private static boolean matches(HttpCheck check, Body body) throws UnreadableException {
        String expected = check.expect().orElse("true");
        return check.jsonPointers().isEmpty()
                ? textMatches(body.text(), expected)
                : valueMatches(check, body, expected);
    }

    private static boolean textMatches(String text, String expected) throws UnreadableException {
        if (text.equals(expected.strip())) {
            return true;
        }
        if (text.isEmpty() || text.length() > LONGEST_WORD || !Printable.all(text)) {
            throw new UnreadableException("expected a short text, but found something else");
        }
        return false;
    }

    private static boolean valueMatches(HttpCheck check, Body body, String expected) throws UnreadableException {
        String pointer = onlyPointer(check);
        JsonNode node = body.at(pointer);
        if (!node.isValueNode() || node.isNull()) {
            throw new UnreadableException(
                    "expected a plain value at " + Body.shown(pointer) + ", but found " + Body.kind(node));
        }
        return Body.says(node, expected);
    }
}
