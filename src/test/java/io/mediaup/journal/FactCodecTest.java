package io.mediaup.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactCodecTest {

    private static final Instant AT = Instant.parse("2026-11-02T09:00:00Z");

    static Set<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(below -> leaves(below).stream())
                        .collect(Collectors.toSet())
                : Set.of(type);
    }

    static Stream<Fact> samples() {
        return FactSamples.everyFact().stream();
    }

    @Test
    void shouldHaveASampleOfEveryTypeOfFactAndAction() {
        assertThat(samples().map(Object::getClass).collect(Collectors.toSet()))
                .as("sample every new type of fact")
                .isEqualTo(leaves(Fact.class));
        assertThat(samples()
                        .filter(Fact.ActionStarted.class::isInstance)
                        .map(fact -> ((Fact.ActionStarted) fact).action().getClass())
                        .collect(Collectors.toSet()))
                .as("sample every new type of action")
                .isEqualTo(leaves(Action.class));
        assertThat(FactCodec.types().values()).containsExactlyInAnyOrderElementsOf(leaves(Fact.class));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldReadWhatItWrote(Fact fact) {
        String line = FactCodec.encode(7, fact);

        assertThat(line).doesNotContain("\n").doesNotContain("\r");
        assertThat(FactCodec.decode(line)).isEqualTo(new FactCodec.Entry(7, fact));
    }

    @ParameterizedTest
    @EnumSource(Outcome.class)
    void shouldReadEveryOutcome(Outcome outcome) {
        Fact fact = new Fact.RunEnded(AT, outcome, "why");

        assertThat(FactCodec.decode(FactCodec.encode(1, fact)).fact()).isEqualTo(fact);
    }

    @ParameterizedTest
    @EnumSource(Request.Kind.class)
    void shouldReadEveryRequest(Request.Kind kind) {
        Request request = Request.ofRun(kind, "ops@laptop", AT, "\"why\"\n");

        assertThat(FactCodec.decodeRequest(FactCodec.encode(request))).contains(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "one\ntwo\r\nthree",
                "\u2028 and \u2029 and \u0085 end lines for some",
                "\u0000\u001b[31m",
                "\"},\"sum\":\"00000000\"}",
                "back\\slash",
                "\uD83D\uDE48",
                "\ufeff",
            })
    void shouldReadAReasonWhateverIsInIt(String reason) {
        Fact fact = new Fact.RunnerLeft(AT, "ops@laptop", reason);
        String line = FactCodec.encode(1, fact);

        assertThat(line).doesNotContain("\n").doesNotContain("\r");
        assertThat(FactCodec.decode(line).fact()).isEqualTo(fact);
    }

    @Test
    void shouldSpellALineAsTheFormatSays() {
        assertThat(FactCodec.encode(3, new Fact.RunnerJoined(AT, "ops@laptop")))
                .matches("\\{\"seq\":3,\"at\":\"2026-11-02T09:00:00Z\",\"type\":\"runner-joined\",\"v\":1,"
                        + "\"owner\":\"ops@laptop\",\"sum\":\"[0-9a-f]{8}\"}");
    }

    /** A line with a right checksum, whatever else is wrong with it. */
    public static String summed(String fields) {
        CRC32C crc = new CRC32C();
        crc.update(("{" + fields).getBytes(StandardCharsets.UTF_8));
        return "{" + fields + ",\"sum\":\"" + String.format("%08x", crc.getValue()) + "\"}";
    }

    static List<List<String>> strangers() {
        String at = "\"at\":\"2026-11-02T09:00:00Z\",";
        return List.of(
                List.of(
                        "\"seq\":1," + at + "\"type\":\"host-cloned\",\"v\":1",
                        "'host-cloned' of version 1, which a newer"),
                List.of(
                        "\"seq\":1," + at + "\"type\":\"runner-joined\",\"v\":2,\"owner\":\"o\"",
                        "'runner-joined' of version 2, which a newer mediaup has written"),
                List.of("\"seq\":1," + at + "\"type\":\"runner-joined\",\"v\":1", "a line that cannot be read"),
                List.of(
                        "\"seq\":1," + at + "\"type\":\"runner-joined\",\"v\":1,\"owner\":null",
                        "a line that cannot be read"),
                List.of(
                        "\"seq\":1," + at + "\"type\":\"runner-joined\",\"v\":1,\"owner\":\"o\",\"more\":1",
                        "a line that cannot be read"),
                List.of("\"seq\":1,\"type\":\"runner-joined\",\"v\":1,\"owner\":\"o\"", "a line that cannot be read"),
                List.of(
                        "\"seq\":1,\"at\":\"soon\",\"type\":\"runner-joined\",\"v\":1,\"owner\":\"o\"",
                        "a line that cannot be read"),
                List.of(
                        "\"seq\":1," + at + "\"type\":\"host-entered-rotation\",\"v\":1,\"host\":\"\"",
                        "a line that cannot be read"),
                List.of(at + "\"type\":\"runner-joined\",\"v\":1,\"owner\":\"o\"", "a line that cannot be read"),
                List.of("\"seq\":1," + at + "\"v\":1,\"owner\":\"o\"", "a line that cannot be read"),
                List.of("\"seq\":1,", "a line that cannot be read"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void shouldRefuseALineThatItDoesNotUnderstand(List<String> row) {
        assertThatThrownBy(() -> FactCodec.decode(summed(row.get(0))))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(row.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", "null", "[]", "{\"sum\":\"00000000\"}", "{\"seq\":1}", "\u0000"})
    void shouldRefuseALineWithoutAChecksum(String line) {
        assertThatThrownBy(() -> FactCodec.decode(line)).isInstanceOf(JournalException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{}", "[]", "{\"kind\":\"explode\"}", "{", "\u0000", "7"})
    void shouldFindNoRequestInAnythingElse(String text) {
        assertThat(FactCodec.decodeRequest(text)).isEmpty();
    }
}
