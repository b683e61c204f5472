package io.mediaup.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntriesTest {
    @TempDir
    Path directory = Path.of("");

    @Test
    void shouldReadBackWhatItWrote() {
        Entries entries = Entries.empty()
                .with("plain", "2026-01-01T00:00:00Z")
                .with("a b=c:d#e!f\\g", " leading, \\ and\nnew\r\nlines = # ! ü ")
                .with("empty", "");

        entries.writeTo(directory.resolve("x"));

        assertThat(Entries.read(directory.resolve("x"))).contains(entries);
        assertThat(entries.text()).contains("plain=2026-01-01T00:00:00Z\n");
    }

    @Test
    void shouldTakeAVanishedFileForAnAbsentOne() {
        assertThat(Entries.read(directory.resolve("nothing"))).isEmpty();
        assertThat(Entries.read(directory.resolve("no/such/place"))).isEmpty();
    }

    @Test
    void shouldSayWhatToDoAboutADamagedFile() throws Exception {
        Files.writeString(directory.resolve("x"), "a=\\u00zz");

        assertThatThrownBy(() -> Entries.read(directory.resolve("x")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("Repair the file");
    }

    @Test
    void shouldSeeTheOldContentOrTheNewButNeverAPart() throws Exception {
        Path file = directory.resolve("x");
        Entries small = Entries.empty().with("a", "1");
        Entries large = small.withAll("k", Map.of("1", "x".repeat(100_000), "2", "y"));
        small.writeTo(file);
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 200; i++) {
                (i % 2 == 0 ? large : small).writeTo(file);
            }
        });
        writer.start();

        while (writer.isAlive()) {
            assertThat(Entries.read(file).orElseThrow()).isIn(small, large);
        }
        writer.join();
    }

    @Test
    void shouldRefuseNamesThatLeaveTheDirectory() {
        assertThatThrownBy(() -> LabDirectory.of(directory, "../x")).isInstanceOf(LabException.class);
        assertThatThrownBy(() -> new LabDirectory(directory).host("..")).isInstanceOf(LabException.class);
        assertThat(LabDirectory.all(directory.resolve("absent"))).isEmpty();
    }

    @Test
    void shouldReadBackStatsOfAnyVersion() {
        LabStats stats = new LabStats(
                new LabCounts(1, 2, 3, 4, 0),
                new TreeMap<>(Map.of("1.4.2", new LabCounts(1, 2, 3, 4, 0), "a.open", LabCounts.NONE)));

        assertThat(LabStats.from(stats.toEntries())).isEqualTo(stats);
    }
}
