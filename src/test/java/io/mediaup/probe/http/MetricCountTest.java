package io.mediaup.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.plan.CountFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts out of the Prometheus text format, OpenMetrics, and plain text. */
class MetricCountTest {

    private static final String TEXT = """
            # HELP turn_total_allocations Represents current allocations number
            # TYPE turn_total_allocations gauge
            turn_total_allocations{type="UDP"} 3
            turn_total_allocations{type="TCP",node="a, \\"b\\" }"} 2.0 1700000000000
            # a comment
            # HELP idle Nothing yet.
            # TYPE idle gauge
            # TYPE calls counter
            # HELP streams_total Streams.
            plain 4e0
            fraction 2.5
            strange NaN
            endless +Inf
            negative -1
            """;

    private static final String OPEN_METRICS = """
            # TYPE sessions gauge
            # UNIT sessions sessions
            sessions{kind="audio"} 1
            sessions{kind="video"} 4 1700000000.123
            # TYPE joins counter
            joins_total{kind="audio"} 17 # {trace_id="KOO5S4vxi0o"} 0.67
            {"with.dots",kind="x"} 2
            # EOF
            """;

    private static long read(String text, String name, String... labels) throws UnreadableException {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            map.put(labels[i], labels[i + 1]);
        }
        return SessionCount.read(Given.get("/metrics"), new CountFormat.Metric(name, map), Given.answer(200, text));
    }

    @Test
    void shouldAddUpTheSamplesOfAMetric() throws Exception {
        assertThat(read(TEXT, "turn_total_allocations")).isEqualTo(5);
        assertThat(read(TEXT, "plain")).isEqualTo(4);
        assertThat(read(OPEN_METRICS, "sessions")).isEqualTo(5);
        assertThat(read(OPEN_METRICS, "joins_total")).isEqualTo(17);
        assertThat(read(OPEN_METRICS, "with.dots")).isEqualTo(2);
    }

    @Test
    void shouldMatchLabels() throws Exception {
        assertThat(read(TEXT, "turn_total_allocations", "type", "UDP")).isEqualTo(3);
        assertThat(read(TEXT, "turn_total_allocations", "node", "a, \"b\" }")).isEqualTo(2);
        assertThat(read(OPEN_METRICS, "sessions", "kind", "video")).isEqualTo(4);
    }

    @Test
    void shouldTakeAFamilyWithoutSamplesForZero() throws Exception {
        assertThat(read(TEXT, "idle")).isZero();
        assertThat(read(TEXT, "streams_total")).isZero();
        assertThat(read(TEXT, "calls_total")).as("part of the family calls").isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, found none of that name",
        "turn, found none of that name",
        "fraction, found a fraction",
        "strange, found something else",
        "endless, found something else",
        "negative, found a negative number",
    })
    void shouldNotKnowWhatIsNoCount(String name, String reason) {
        assertThatThrownBy(() -> read(TEXT, name)).hasMessageContaining(reason);
    }

    @Test
    void shouldNotTakeMisspeltLabelsForZero() {
        assertThatThrownBy(() -> read(TEXT, "turn_total_allocations", "type", "udp"))
                .hasMessageContaining("found none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "calls",
                "calls{",
                "calls{a=}",
                "calls{a=\"b\" 1",
                "calls{a=\"b} 1",
                "calls{a=\"b\"",
                "calls{\"x\"} 1",
                "{} 1",
                "# EOF\ncalls 1",
            })
    void shouldBelieveNothingOfAnAnswerThatIsPartlyUnreadable(String line) {
        assertThatThrownBy(() -> read("plain 4\n" + line + "\n", "plain")).isInstanceOf(UnreadableException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "^(\\d+) active call | 3 active calls;12 calls processed | 3",
                "Total sessions: (\\d+) | >;Total sessions: 0;> | 0",
                "\\d+ | 7 | 7",
            })
    void shouldReadACountOutOfText(String regex, String text, long count) throws Exception {
        assertThat(SessionCount.read(
                        Given.get("/text"), new CountFormat.Text(regex), Given.answer(200, text.replace(';', '\n'))))
                .isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "^(\\d+) active call | no calls | matches nowhere",
                "(\\d+) calls | 3 calls, 4 calls | matches several times",
                "(\\w+) calls | no calls | something else",
                "(\\d+)? calls | calls;; calls | something else",
            })
    void shouldNotGuessACountFromText(String regex, String text, String reason) {
        assertThatThrownBy(() -> SessionCount.read(
                        Given.get("/text"), new CountFormat.Text(regex), Given.answer(200, text.replace(';', '\n'))))
                .hasMessageContaining(reason);
    }
}
