package io.mediaup.gate.http;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.gate.Judgement;
import io.mediaup.plan.Expectation;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Judges the answer to an instant query, as Prometheus, Thanos, Mimir and VictoriaMetrics give it: {@code {"status":
 * "success", "data": {"resultType": "vector", "result": [{"metric": {…}, "value": [time, "0.01"]}]}}}.
 *
 * <ul>
 *   <li>every series must be as expected; one that is not fails the gate
 *   <li>no series, or only such as are not a number: inconclusive
 *   <li>a partial answer ({@code warnings}) that would pass: inconclusive, for what is missing might not
 *   <li>anything but a vector or a scalar: an error
 * </ul>
 */
final class QueryResult {

    private QueryResult() {}

    static Judgement of(String text, Expectation expected) {
        try {
            return judged(Json.MAPPER.readTree(text), expected);
        } catch (JacksonException | NumberFormatException e) {
            return error("the answer is not one of the Prometheus query API");
        }
    }

    private static Judgement judged(JsonNode answer, Expectation expected) {
        if (!answer.path("status").asString("").equals("success")) {
            return error("the query was not carried out");
        }
        JsonNode result = answer.at("/data/result");
        List<JsonNode> values = new ArrayList<>();
        switch (answer.at("/data/resultType").asString("")) {
            case "vector" -> result.forEach(series -> values.add(series.path("value")));
            case "scalar" -> values.add(result);
            default -> {
                return error("the query gives neither a vector nor a scalar");
            }
        }
        Judgement judgement = all(values, expected);
        boolean partial = !answer.path("warnings").isEmpty();
        return partial && judgement.verdict() == GateVerdict.PASS
                ? new Judgement(GateVerdict.INCONCLUSIVE, judgement.evidence() + ", but the answer has warnings")
                : judgement;
    }

    private static Judgement all(List<JsonNode> values, Expectation expected) {
        Judgement worst = new Judgement(GateVerdict.INCONCLUSIVE, "no data");
        for (JsonNode value : values) {
            Judgement one = Judgement.of(number(value.path(1)), expected);
            if (one.verdict() == GateVerdict.FAIL) {
                return one;
            }
            worst = one.verdict() == GateVerdict.PASS ? one : worst;
        }
        return worst;
    }

    /** Numbers are texts there, because JSON knows neither NaN nor infinity. */
    private static double number(JsonNode value) {
        if (!value.isString()) {
            throw new NumberFormatException("Expected a text, but found something else.");
        }
        return switch (value.asString()) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(value.asString());
        };
    }

    private static Judgement error(String reason) {
        return new Judgement(GateVerdict.ERROR, reason);
    }

    /** Loaded with the first answer: it costs start-up time. */
    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder().build();
    }
}
