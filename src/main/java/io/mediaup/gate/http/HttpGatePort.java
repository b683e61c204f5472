package io.mediaup.gate.http;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.gate.GatePort;
import io.mediaup.gate.GateReading;
import io.mediaup.gate.Judgement;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.HttpCheck;
import io.mediaup.probe.http.HttpLookup;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Gates that are asked over HTTP. Safe for use by several threads at once. */
public final class HttpGatePort implements GatePort {

    private final HttpLookup lookup;
    private final String planName;
    private final String targetVersion;

    /**
     * The gates of one plan.
     *
     * @param planName filled in for {@code {{plan.name}}} in a query
     * @param targetVersion filled in for {@code {{target.version}}}
     */
    public HttpGatePort(HttpLookup lookup, String planName, String targetVersion) {
        this.lookup = lookup;
        this.planName = planName;
        this.targetVersion = targetVersion;
    }

    @Override
    public GateReading judge(GateSpec gate, List<Host> hosts) {
        if (!(gate.request() instanceof HttpCheck request)) {
            throw new IllegalArgumentException("Expected a gate over HTTP, but found " + gate.request());
        }
        if (!gate.query().isEmpty()) {
            Reading<String> answer = lookup.text(query(gate, request));
            return answer.value()
                    .map(text -> reading(QueryResult.of(text, gate.expect().orElseThrow()), answer))
                    .orElseGet(() -> error(answer));
        }
        if (gate.expect().isPresent()) {
            Reading<Double> number = lookup.number(request);
            return number.value()
                    .map(value -> reading(Judgement.of(value, gate.expect().get()), number))
                    .orElseGet(() -> error(number));
        }
        Reading<Boolean> yes = lookup.confirms(request);
        return yes.value()
                .map(value -> reading(
                        value
                                ? new Judgement(GateVerdict.PASS, "yes")
                                : new Judgement(GateVerdict.FAIL, "no, expected yes"),
                        yes))
                .orElseGet(() -> error(yes));
    }

    private static GateReading reading(Judgement judgement, Reading<?> answer) {
        return new GateReading(judgement.verdict(), judgement.evidence(), answer.at());
    }

    private static GateReading error(Reading<?> answer) {
        String reason = answer instanceof Reading.Unknown<?> unknown ? unknown.reason() : "no answer";
        return new GateReading(GateVerdict.ERROR, reason, answer.at());
    }

    /**
     * An instant query, by the HTTP API of Prometheus (prometheus.io/docs/prometheus/latest/querying/api). What is filled in
     * holds neither quotes nor braces, by the plan format, so that it stays a value.
     */
    private HttpCheck query(GateSpec gate, HttpCheck base) {
        String filled = gate.query()
                .replaceAll("\\{\\{\\s*target\\.version\\s*}}", targetVersion)
                .replaceAll("\\{\\{\\s*plan\\.name\\s*}}", planName);
        String url = base.url().replaceAll("/+$", "") + "/api/v1/query?query="
                + URLEncoder.encode(filled, StandardCharsets.UTF_8);
        return new HttpCheck(
                base.method(),
                url,
                base.headers(),
                base.body(),
                base.expectStatus(),
                base.jsonPointers(),
                Optional.empty(),
                base.timeout());
    }
}
