package io.mediaup.journal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.mediaup.journal.FactCodec;
import io.mediaup.journal.FactSamples;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.Locks;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.Tenure;
import io.mediaup.rollout.Fact;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileJournalTest {

    private static final List<Fact> FACTS = FactSamples.release010().subList(1, 6);

    @TempDir
    private Path directory;

    private Path file;
    private final List<String> notices = new ArrayList<>();

    @BeforeEach
    void file() {
        file = directory.resolve("journal.jsonl");
    }

    private List<byte[]> lines() {
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < FACTS.size(); i++) {
            lines.add((FactCodec.encode(i + 1, FACTS.get(i)) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return lines;
    }

    private static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private void appendAndReopen(List<Fact> before, Fact more) {
        try (FileJournal journal = FileJournal.open(file, new JournalReader(), Tenure.UNDISPUTED, notices::add)) {
            assertThat(journal.facts()).isEqualTo(before);
            journal.append(List.of(more));
        }
        List<Fact> after = new ArrayList<>(before);
        after.add(more);
        assertThat(new JournalReader().look(file)).isEqualTo(after);
    }

    private void assertRefused(String place) throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> new JournalReader().look(file))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("at " + file + ":" + place + ", but found ")
                .hasMessageContaining("Nothing was changed.");
        assertThatThrownBy(() -> FileJournal.open(file, new JournalReader(), Tenure.UNDISPUTED, notices::add)
                        .close())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("at " + file + ":" + place + ", but found ");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
        assertThat(notices).isEmpty();
    }

    @Test
    void shouldFindEverythingAgain() {
        try (FileJournal journal = FileJournal.open(file, new JournalReader(), Tenure.UNDISPUTED, notices::add)) {
            journal.append(FACTS.subList(0, 2));
            journal.append(FACTS.subList(2, 4));
        }

        appendAndReopen(FACTS.subList(0, 4), FACTS.get(4));
        assertThat(notices).isEmpty();
    }

    @Test
    void shouldFindNothingWhereNoJournalIs() {
        assertThat(new JournalReader().look(file)).isEmpty();
        assertThat(file).doesNotExist();
    }

    @Test
    void shouldBeOnTheDiskWhenAnAppendReturns() throws IOException {
        try (FileJournal journal = FileJournal.open(file, new JournalReader(), Tenure.UNDISPUTED, notices::add)) {
            for (int i = 0; i < FACTS.size(); i++) {
                journal.append(List.of(FACTS.get(i)));
                assertThat(Files.readAllBytes(file)).isEqualTo(join(lines().subList(0, i + 1)));
            }
        }
    }

    @Test
    void shouldDropATornLastLineWhereverItEnds() throws IOException {
        byte[] whole = join(lines().subList(0, 4));
        byte[] last = lines().get(4);
        for (int length = 0; length < last.length; length++) {
            notices.clear();
            ByteArrayOutputStream torn = new ByteArrayOutputStream();
            torn.writeBytes(whole);
            torn.write(last, 0, length);
            Files.write(file, torn.toByteArray());

            assertThat(new JournalReader().look(file)).isEqualTo(FACTS.subList(0, 4));
            assertThat(Files.size(file)).as("who looks changes nothing").isEqualTo(torn.size());
            appendAndReopen(FACTS.subList(0, 4), FACTS.get(4));

            assertThat(Files.readAllBytes(file)).isEqualTo(join(lines()));
            if (length == 0) {
                assertThat(notices).isEmpty();
            } else {
                assertThat(notices)
                        .containsExactly("The last line of " + file + " was not written to its end (" + length
                                + " bytes); it was dropped. Nothing had been done on its account.");
            }
        }
    }

    @Test
    void shouldDropATornFirstLine() throws IOException {
        Files.write(file, new byte[] {'{', '"'});

        appendAndReopen(List.of(), FACTS.get(0));
        assertThat(notices).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"1", "32", "128"})
    void shouldRefuseAFlippedBitWhereverItIs(int bit) throws IOException {
        // In memory: some thousand files.
        Path flipped = Jimfs.newFileSystem(Configuration.unix()).getPath("journal.jsonl");
        List<byte[]> lines = lines();
        for (int line = 0; line < lines.size(); line++) {
            for (int at = 0; at < lines.get(line).length; at++) {
                byte[] bytes = lines.get(line).clone();
                bytes[at] ^= (byte) bit;
                List<byte[]> changed = new ArrayList<>(lines);
                changed.set(line, bytes);
                Files.write(flipped, join(changed));

                int number = line + 1;
                assertThatThrownBy(() -> new JournalReader().look(flipped))
                        .as("line %d, byte %d", number, at)
                        .isInstanceOf(JournalException.class)
                        .hasMessageContaining("at journal.jsonl:" + number + ", but found ");
            }
        }
    }

    @Test
    void shouldRefuseAndLeaveAloneWhatSomebodyChanged() throws IOException {
        List<byte[]> changed = new ArrayList<>(lines());
        changed.get(1)[20] ^= 1;
        Files.write(file, join(changed));

        assertRefused("2");
    }

    @Test
    void shouldRefuseAJournalWithoutALineBreakAfterAWholeLine() throws IOException {
        byte[] whole = join(lines());
        whole[whole.length - 1] = 'x';
        Files.write(file, whole);

        assertRefused("5");
    }

    @Test
    void shouldRefuseAMissingLine() throws IOException {
        List<byte[]> changed = new ArrayList<>(lines());
        changed.remove(2);
        Files.write(file, join(changed));

        assertRefused("3");
    }

    @Test
    void shouldRefuseAMissingBeginning() throws IOException {
        Files.write(file, join(lines().subList(1, 5)));

        assertRefused("1");
    }

    @Test
    void shouldRefuseReorderedLines() throws IOException {
        List<byte[]> changed = new ArrayList<>(lines());
        Collections.swap(changed, 1, 2);
        Files.write(file, join(changed));

        assertRefused("2");
    }

    @Test
    void shouldRefuseALineThatIsThereTwice() throws IOException {
        List<byte[]> changed = new ArrayList<>(lines());
        changed.add(3, changed.get(2));
        Files.write(file, join(changed));

        assertRefused("4");
    }

    @Test
    void shouldRefuseAnEmptyLine() throws IOException {
        List<byte[]> changed = new ArrayList<>(lines());
        changed.add(2, new byte[] {'\n'});
        Files.write(file, join(changed));

        assertRefused("3");
    }

    @Test
    void shouldRefuseLineEndsOfAnotherSystem() throws IOException {
        Files.writeString(file, new String(join(lines()), StandardCharsets.UTF_8).replace("\n", "\r\n"));

        assertRefused("1");
    }

    @ParameterizedTest
    @CsvSource({"host-cloned,1", "runner-joined,2"})
    void shouldRefuseWhatANewerVersionHasWritten(String type, int version) throws IOException {
        String fields = "{\"seq\":2,\"at\":\"2026-11-02T09:00:00Z\",\"type\":\"" + type + "\",\"v\":" + version
                + ",\"owner\":\"ops@laptop\"";
        CRC32C crc = new CRC32C();
        crc.update(fields.getBytes(StandardCharsets.UTF_8));
        byte[] line = (fields + ",\"sum\":\"" + String.format("%08x", crc.getValue()) + "\"}\n")
                .getBytes(StandardCharsets.UTF_8);
        Files.write(file, join(List.of(lines().get(0), line)));

        assertRefused("2");
        assertThatThrownBy(() -> new JournalReader().look(file))
                .hasMessageContaining("'" + type + "' of version " + version + ", which a newer mediaup has written");
    }

    @Test
    void shouldRefuseToGoOnAfterAFailedWrite() {
        FileJournal journal = FileJournal.open(file, new JournalReader(), Tenure.UNDISPUTED, notices::add);
        journal.append(FACTS.subList(0, 2));

        // An interrupt closes the channel under the write, as a disk that has gone would end it.
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> journal.append(FACTS.subList(2, 3)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("Expected to write " + file);
        assertThat(Thread.interrupted()).isTrue();

        assertThatThrownBy(() -> journal.append(FACTS.subList(2, 3)))
                .isInstanceOf(JournalException.class)
                .hasMessage("Expected to write " + file
                        + ", but found that an earlier write had failed. Run the same command again.");
        assertThat(journal.facts()).isEqualTo(FACTS.subList(0, 2));
        appendAndReopen(new JournalReader().look(file), FACTS.get(3));
    }

    @Test
    void shouldRefuseToWriteOnceItIsClosed() {
        FileJournal journal = FileJournal.open(file, new JournalReader(), Tenure.UNDISPUTED, notices::add);
        journal.close();
        journal.close();

        assertThatThrownBy(() -> journal.append(FACTS)).isInstanceOf(JournalException.class);
    }

    @Test
    void shouldSayWhatToDoWhereItCannotBeOpened() {
        assertThatThrownBy(() -> FileJournal.open(
                        directory.resolve("gone/journal.jsonl"), new JournalReader(), Tenure.UNDISPUTED, notices::add))
                .isInstanceOf(JournalException.class)
                .hasMessageMatching("Expected to open .*, but found: .*\\. Check the disk and the permissions .*\\.");
    }

    @Test
    void shouldBeForItsOwnerOnly() throws IOException {
        FileRunStore store = new FileRunStore(directory.resolve("state/sfu"));
        try (PlanLock lock = Locks.take(store.lock())) {
            StoredRun run = store.create(lock, "20261102-090000", new byte[] {'x'});
            run.openJournal(lock, notices::add).append(FACTS);
            run.requests().post(RequestInboxes.pause());
        }

        try (var all = Files.walk(directory.resolve("state"))) {
            for (Path path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }
}
