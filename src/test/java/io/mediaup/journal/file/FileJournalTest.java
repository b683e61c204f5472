package io.mediaup.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.journal.FactSamples;
import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalContract;
import io.mediaup.journal.JournalException;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest extends JournalContract {

    private static final List<Fact> FACTS = FactSamples.all().subList(0, 5);

    @TempDir
    private Path directory;

    private Path file = Path.of("");
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void name() {
        file = directory.resolve("journal.jsonl");
    }

    @Override
    protected Journal open() {
        return FileJournal.open(file, notices::add);
    }

    @Override
    protected Journal reopen(Journal journal) {
        ((FileJournal) journal).close();
        return open();
    }

    private byte[] written() throws IOException {
        try (FileJournal journal = FileJournal.open(file, notices::add)) {
            journal.append(FACTS);
        }
        return Files.readAllBytes(file);
    }

    @Test
    void shouldDropATornLastLineWhereverItWasTorn() throws Exception {
        byte[] whole = written();
        int start = whole.length - 1;
        while (whole[start - 1] != '\n') {
            start--;
        }
        for (int end = start; end < whole.length; end++) {
            Files.write(file, Arrays.copyOf(whole, end));
            notices.clear();

            assertThat(FileJournal.look(file)).isEqualTo(FACTS.subList(0, 4));
            try (FileJournal journal = FileJournal.open(file, notices::add)) {
                assertThat(journal.facts()).isEqualTo(FACTS.subList(0, 4));
                journal.append(FACTS.subList(4, 5));
            }

            assertThat(notices).as("torn at %d", end).hasSize(end == start ? 0 : 1);
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
    }

    @Test
    void shouldRefuseAnyOtherDamageWithItsLine() throws Exception {
        byte[] whole = written();
        int line = 1;
        for (int i = 0; i < whole.length - 1; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 2;
            Files.write(file, damaged);
            if (whole[i] == '\n') {
                // Two lines in one: refused, too, but named after the first.
                assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
                line++;
                continue;
            }
            assertThatThrownBy(this::open)
                    .as("byte %d", i)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(file + ":" + line)
                    .hasMessageMatching("Expected .*, but found .*\\. Nothing was changed\\. .*");
        }
        assertThat(line).isEqualTo(5);
    }

    @Test
    void shouldRefuseMissingDoubledAndReorderedLines() throws Exception {
        written();
        List<String> lines = Files.readAllLines(file);

        List<String> missing = new ArrayList<>(lines);
        missing.remove(2);
        assertRefused(missing, 3);
        List<String> doubled = new ArrayList<>(lines);
        doubled.add(2, lines.get(1));
        assertRefused(doubled, 3);
        List<String> swapped = new ArrayList<>(lines);
        Collections.swap(swapped, 1, 2);
        assertRefused(swapped, 2);
    }

    private void assertRefused(List<String> lines, int line) throws IOException {
        Files.write(file, lines);
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(this::open).hasMessageContaining("Expected fact " + line + " at " + file + ":" + line);
        assertThatThrownBy(() -> FileJournal.look(file)).hasMessageContaining(file + ":" + line);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void shouldWriteNothingMoreAfterAFailure() throws Exception {
        FileJournal journal = FileJournal.open(file, notices::add);
        journal.append(FACTS.subList(0, 1));
        journal.close();

        assertThatThrownBy(() -> journal.append(FACTS.subList(1, 2)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("Expected to write " + file);
        assertThatThrownBy(() -> journal.append(FACTS.subList(1, 2)))
                .hasMessageContaining("an earlier write had failed");
        assertThat(journal.facts()).hasSize(1);
        assertThat(FileJournal.look(file)).hasSize(1);
    }

    @Test
    void shouldBeForItsOwnerOnly() throws Exception {
        RunDirectory run = new PlanState(directory.resolve("state/plan")).create("r1", new byte[] {1});
        run.openJournal(notices::add);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.path())))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(run.path().resolve("journal.jsonl"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.planFile())))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldLookAtWhatIsNotThere() {
        assertThat(FileJournal.look(file)).isEmpty();
        assertThat(file).doesNotExist();
    }
}
