package io.mediaup.probe.http;

import io.mediaup.plan.HttpCheck;
import io.mediaup.probe.ServerException;

/** Judges the reply to a drain command: a good status, and the expected value where the check names one. */
final class DrainReply {

    private DrainReply() {}

    /** Returns when the server said yes. */
    static void require(HttpCheck check, Answer answer) throws ServerException {
        if (answer instanceof Answer.Missing missing) {
            throw new ServerException(Reasons.line(check.method() + ": " + missing.reason()), missing.permanent());
        }
        Answer.Given given = (Answer.Given) answer;
        if (!Statuses.good(check, given.status())) {
            throw failed(check, given, Statuses.described(check, given.status()), Statuses.permanent(given.status()));
        }
        try {
            if (!YesOrNo.confirmed(check, given)) {
                throw failed(check, given, "an answer that says otherwise", false);
            }
        } catch (UnreadableException e) {
            throw failed(check, given, e.getMessage(), false);
        }
    }

    private static ServerException failed(HttpCheck check, Answer.Given answer, String found, boolean permanent) {
        String asked = check.method() + " " + answer.path();
        return new ServerException(Reasons.line("Expected " + asked + " to succeed, but got: " + found), permanent);
    }
}
