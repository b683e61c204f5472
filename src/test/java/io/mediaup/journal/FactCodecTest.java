package io.mediaup.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Request;
import io.mediaup.rollout.RolloutState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactCodecTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    static List<Fact> facts() {
        return FactSamples.all();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void shouldReadWhatItWrote(Fact fact) {
        String line = FactCodec.encode(7, fact);

        assertThat(line)
                .doesNotContain("\n")
                .startsWith("{\"seq\":7,\"at\":\"2026-11-01T12:00:00.123456789Z\",\"type\":");
        assertThat(FactCodec.decode(line)).isEqualTo(new FactCodec.Entry(7, fact));
    }

    /** A new kind of fact or action must come with a sample, and so with a place in the golden journal. */
    @Test
    void shouldHaveASampleOfEveryKind() {
        assertThat(facts().stream().map(Object::getClass).distinct().toList())
                .hasSameElementsAs(leaves(Fact.class).toList());
        assertThat(FactSamples.actions().stream()
                        .map(Object::getClass)
                        .distinct()
                        .toList())
                .hasSameElementsAs(leaves(Action.class).toList());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FactCodecTest::leaves)
                : Stream.of(type);
    }

    static Stream<Path> goldenJournals() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList().stream();
        }
    }

    /** What a release has written is read forever. A changed line here is a run that nobody can continue. */
    @ParameterizedTest
    @MethodSource("goldenJournals")
    void shouldReplayTheJournalOfEveryRelease(Path journal) throws Exception {
        List<Fact> facts = new ArrayList<>();
        for (String line : Files.readAllLines(journal)) {
            facts.add(FactCodec.decode(line).fact());
        }

        assertThat(facts).isEqualTo(facts());
        assertThat(RolloutState.of(facts).end()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "null",
                "{\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"type\":\"runner-joined\",\"v\":1,\"owner\":\"x\"}",
            })
    void shouldRefuseALineWithoutAChecksum(String line) {
        assertThatThrownBy(() -> FactCodec.decode(line)).hasMessageContaining("without a checksum");
    }

    @Test
    void shouldRefuseAnyChangedCharacter() {
        String line = FactCodec.encode(3, new Fact.RunnerJoined(Instant.EPOCH, "ops@bastion"));
        for (int i = 0; i < line.length(); i++) {
            String changed = line.substring(0, i) + (char) (line.charAt(i) ^ 1) + line.substring(i + 1);
            assertThatThrownBy(() -> FactCodec.decode(changed)).as(changed).isInstanceOf(JournalException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"type\":\"host-teleported\",\"v\":1,\"host\":\"x\"",
                "{\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"type\":\"runner-joined\",\"v\":2,\"owner\":\"x\"",
            })
    void shouldSayThatANewerMediaupWroteIt(String line) {
        assertThatThrownBy(() -> FactCodec.decode(signed(line))).hasMessageContaining("a newer mediaup");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"type\":\"runner-joined\",\"v\":1",
                "{\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"type\":\"runner-joined\",\"v\":1,\"owner\":null",
                "{\"seq\":1,\"at\":\"yesterday\",\"type\":\"runner-joined\",\"v\":1,\"owner\":\"x\"",
                "{\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"type\":\"runner-joined\",\"v\":1,\"owner\":\"x\",\"more\":1",
                "{\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"v\":1,\"owner\":\"x\"",
                "{\"seq\":1,\"at\":\"2026-11-01T12:00:00Z\",\"type\":\"host-entered-rotation\",\"v\":1,\"host\":\"\"",
                "{]",
            })
    void shouldRefuseAWholeLineThatMakesNoSense(String line) {
        assertThatThrownBy(() -> FactCodec.decode(signed(line))).isInstanceOf(JournalException.class);
    }

    private static String signed(String start) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(start.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return start + ",\"sum\":\"" + String.format("%08x", crc.getValue()) + "\"}";
    }

    @Test
    void shouldReadRequestsAndNothingElse() {
        for (Request.Kind kind : Request.Kind.values()) {
            Request request = new Request(kind, "ops@bastion", Instant.EPOCH, "a \"reason\"");
            assertThat(FactCodec.decodeRequest(FactCodec.encode(request))).contains(request);
        }
        assertThat(FactCodec.decodeRequest("{}")).isEmpty();
        assertThat(FactCodec.decodeRequest("pause")).isEmpty();
        assertThat(FactCodec.decodeRequest(
                        "{\"kind\":\"explode\",\"by\":\"x\",\"at\":\"1970-01-01T00:00:00Z\",\"reason\":\"\"}"))
                .isEmpty();
    }
}
