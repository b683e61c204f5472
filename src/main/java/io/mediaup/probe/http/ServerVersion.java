package io.mediaup.probe.http;

import io.mediaup.fleet.Printable;
import io.mediaup.plan.HttpCheck;
import tools.jackson.databind.JsonNode;

/** Reads a version: the string at the check's pointer, or the trimmed body where it has none. */
final class ServerVersion {

    /** The longest version that is believed, in characters. */
    static final int LONGEST = 128;

    private ServerVersion() {}

    static String read(HttpCheck check, Answer.Given answer) throws UnreadableException {
        Statuses.requireGood(check, answer);
        String version = check.jsonPointers().isEmpty()
                ? answer.body().text()
                : string(answer.body(), YesOrNo.onlyPointer(check)).strip();
        if (version.isEmpty()) {
            throw new UnreadableException("expected a version, but found an empty text");
        }
        if (version.length() > LONGEST || !Printable.all(version)) {
            throw new UnreadableException(
                    "expected a version of at most 128 printable characters, but found other text");
        }
        return version;
    }

    private static String string(Body body, String pointer) throws UnreadableException {
        JsonNode node = body.at(pointer);
        if (!node.isString()) {
            throw new UnreadableException(
                    "expected a version at " + Body.shown(pointer) + ", but found " + Body.kind(node));
        }
        return node.stringValue();
    }
}
