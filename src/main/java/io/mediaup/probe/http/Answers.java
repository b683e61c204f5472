package io.mediaup.probe.http;

import io.mediaup.plan.HttpCheck;
import java.util.Map;
import java.util.Objects;

/**
 * The answers to some checks.
 *
 * @param byCheck every check that was asked has an entry
 */
record Answers(Map<HttpCheck, Answer> byCheck) {

    Answers {
        byCheck = Map.copyOf(byCheck);
    }

    Answer to(HttpCheck check) {
        return Objects.requireNonNull(byCheck.get(check), "Expected an answer to every check that was asked.");
    }
}
