package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.HttpCheck;
import io.mediaup.probe.HostTemplate;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Asks an address that belongs to no host, such as a metrics server's, with the limits of a probe. Safe for use by several
 * threads at once; never throws.
 */
public final class HttpLookup {

    private static final Host NO_HOST = new Host(
            new HostId("none"), "", "", InstanceState.RUNNING, Instant.EPOCH, HostAddress.NONE, "", Marks.NONE);

    private final Questions questions;

    /**
     * For the requests of one plan.
     *
     * @param template fills in plan and target
     * @param secrets resolves {@code env:} and {@code file:} values of headers, each time that they are sent
     * @param clock gives the time of a reading
     */
    public HttpLookup(HostTemplate template, HeaderSecrets secrets, Supplier<Instant> clock) {
        this.questions = new Questions(new RequestFactory(template, secrets), new ProbeClient(clock), clock);
    }

    /** Whether the answer says yes: by its status, or by its value where the check names one. */
    public Reading<Boolean> confirms(HttpCheck check) {
        return read(check, answer -> YesOrNo.confirmed(check, answer));
    }

    /** The number in the answer; not a number where there is null instead of one, or nothing. */
    public Reading<Double> number(HttpCheck check) {
        return read(check, answer -> number(check, answer));
    }

    /** The answer as text. */
    public Reading<String> text(HttpCheck check) {
        return read(check, answer -> answer.body().text());
    }

    private static double number(HttpCheck check, Answer.Given answer) throws UnreadableException {
        if (check.jsonPointers().isEmpty()) {
            return parsed(answer.body().text(), "the top");
        }
        String pointer = YesOrNo.onlyPointer(check);
        JsonNode node = answer.body().at(pointer);
        if (node.isNull()) {
            return Double.NaN;
        }
        if (!node.isNumber() && !node.isString()) {
            throw new UnreadableException(
                    "expected a number at " + Body.shown(pointer) + ", but found " + Body.kind(node));
        }
        return node.isNumber() ? node.asDouble() : parsed(node.asString(), Body.shown(pointer));
    }

    private static double parsed(String text, String where) throws UnreadableException {
        try {
            return text.isBlank() ? Double.NaN : Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new UnreadableException("expected a number at " + where + ", but found something else");
        }
    }

    private <T> Reading<T> read(HttpCheck check, Reader<T> reader) {
        Answer answer = questions.ask(NO_HOST, List.of(check)).to(check);
        if (answer instanceof Answer.Missing missing) {
            return Reading.unknown(missing.reason(), missing.at());
        }
        Answer.Given given = (Answer.Given) answer;
        try {
            Statuses.requireGood(check, given);
            return Reading.known(reader.read(given), given.at());
        } catch (UnreadableException e) {
            return Reading.unknown(Reasons.line(e.getMessage()), given.at());
        }
    }

    /** Makes sense of an answer of good status. */
    @FunctionalInterface
    private interface Reader<T> {

        T read(Answer.Given answer) throws UnreadableException;
    }
}
