package io.mediaup.gate.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.gate.FakePrometheus;
import io.mediaup.gate.GateReading;
import io.mediaup.plan.GateSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers are judged as, by both ways of asking. */
class HttpGatePortTest {

    private static final String SUCCESS = "{\"status\":\"success\",\"data\":";
    private static FakePrometheus server;

    @BeforeAll
    static void start() throws Exception {
        server = new FakePrometheus();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static GateReading judged(GateSpec gate) {
        return Given.port(Map.of("TOKEN", "Bearer s3cret")).judge(gate, List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.01,0.019 | PASS | 0.019",
                "0.01,0.03 | FAIL | 0.03, expected < 0.02",
                "0.01,NaN | PASS | 0.01",
                "NaN | INCONCLUSIVE | no data",
                "+Inf | FAIL | Infinity, expected < 0.02",
                "-Inf | PASS | -Infinity",
                "many | ERROR | the answer is not one of the Prometheus query API",
            })
    void shouldHoldEverySeriesAgainstTheExpectation(String values, GateVerdict verdict, String evidence) {
        server.says(200, FakePrometheus.vector(values.split(",", -1)));

        GateReading reading = judged(Given.query(server.url(), "up", "< 0.02"));

        assertThat(reading.verdict()).isEqualTo(verdict);
        assertThat(reading.evidence()).isEqualTo(evidence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"resultType\":\"scalar\",\"result\":[1,\"0\"]}} | PASS",
                "{\"resultType\":\"matrix\",\"result\":[]}} | ERROR",
                "{\"resultType\":\"string\",\"result\":[1,\"0\"]}} | ERROR",
                "{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"0\"]}]},\"warnings\":[\"partial\"]} | INCONCLUSIVE",
                "{\"resultType\":\"vector\",\"result\":[{\"value\":[1,\"9\"]}]},\"warnings\":[\"partial\"]} | FAIL",
                "{\"resultType\":\"vector\",\"result\":[{\"value\":[1,0]}]}} | ERROR",
                "{\"resultType\":\"vector\",\"result\":[{}]}} | ERROR",
                "not json | ERROR",
            })
    void shouldTakeNothingForAnAnswerThatIsNone(String data, GateVerdict verdict) {
        server.says(200, SUCCESS + data);

        assertThat(judged(Given.query(server.url(), "up", "< 0.02")).verdict()).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"400", "401", "422", "500", "503", "302"})
    void shouldNeverTakeABadStatusForAVerdict(int status) {
        server.says(status, FakePrometheus.vector("0"));

        GateReading reading = judged(Given.query(server.url(), "up", "< 0.02"));

        assertThat(reading.verdict()).isEqualTo(GateVerdict.ERROR);
        assertThat(reading.evidence()).contains("HTTP " + status);
    }

    @Test
    void shouldTakeAServerThatIsNotThereForAnError() {
        GateReading reading = judged(Given.query("http://127.0.0.1:1", "up", "< 0.02"));

        assertThat(reading.verdict()).isEqualTo(GateVerdict.ERROR);
        assertThat(reading.evidence()).isEqualTo("connection refused");
    }

    @Test
    void shouldAskTheQueryOfThePlanWithItsSecret() {
        server.says(200, FakePrometheus.vector("0"));
        server.queries().clear();
        server.tokens().clear();

        GateReading reading = judged(Given.gate("prometheus: {url: \"" + server.url() + "/\", query: '"
                + "rate(ice{version=\"{{target.version}}\", plan=~\"{{plan.name}}.+\"}[5m])"
                + "', headers: {Authorization: \"env:TOKEN\"}}, expect: \"< 0.02\""));

        assertThat(reading.verdict()).isEqualTo(GateVerdict.PASS);
        assertThat(server.queries()).containsExactly("rate(ice{version=\"1.5.0\", plan=~\"sfu.+\"}[5m])");
        assertThat(server.tokens()).containsExactly("Bearer s3cret");
        assertThat(reading.toString()).doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"ok\": true} | PASS",
                "{\"ok\": false} | FAIL",
                "{} | ERROR",
            })
    void shouldTakeAYesWhereNoNumberIsExpected(String body, GateVerdict verdict) {
        server.says(200, body);

        assertThat(judged(Given.yes(server.url() + "/checks/{{target.version}}"))
                        .verdict())
                .isEqualTo(verdict);
    }
}
