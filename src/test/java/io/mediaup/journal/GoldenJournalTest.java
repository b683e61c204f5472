package io.mediaup.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.rollout.Fact;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.RolloutState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a release has written is read by every later one. The file of a release is never changed; that of
 * the next one is made anew with {@code -Dmediaup.update=true}.
 */
class GoldenJournalTest {

    private static final Path FILE = Path.of("src/test/resources/golden/journal-0.1.0.jsonl");
    private static final Path NEWEST = Path.of("src/test/resources/golden/journal-0.2.0.jsonl");

    private static List<Fact> read() throws IOException {
        return Files.readAllLines(FILE).stream()
                .map(line -> FactCodec.decode(line).fact())
                .toList();
    }

    @Test
    void shouldReadTheSameFactsAsThen() throws IOException {
        assertThat(read()).isEqualTo(FactSamples.release010());
    }

    @Test
    void shouldWriteTheSameLinesAsThisReleaseDid() throws IOException {
        List<Fact> facts = FactSamples.release020();
        List<String> lines = IntStream.range(0, facts.size())
                .mapToObj(i -> FactCodec.encode(i + 1, facts.get(i)))
                .toList();

        if (Boolean.getBoolean("mediaup.update")) {
            Files.write(NEWEST, lines);
        }
        assertThat(Files.readAllLines(NEWEST)).isEqualTo(lines);
        assertThat(lines.stream().map(line -> FactCodec.decode(line).fact())).isEqualTo(facts);
    }

    @Test
    void shouldFoldTheFactsOfThen() throws IOException {
        RolloutState state = RolloutState.of(read());

        assertThat(state.start().run()).isEqualTo("20261102-090000-7f3a");
        assertThat(state.fleetMarked()).isTrue();
        assertThat(state.inFlight()).isEmpty();
        assertThat(state.slots()).hasSize(4);
        assertThat(state.hosts())
                .extracting(HostRecord::id)
                .extracting(Object::toString)
                .containsExactly("i-old", "i-spared", "i-draining", "i-arriving", "i-new", "i-sick");
        assertThat(state.batch()).map(Fact.BatchOpened::number).contains(1);
        assertThat(state.stop()).map(Fact.LineStopped::reason).contains("aborted");
    }
}
