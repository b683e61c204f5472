package io.mediaup.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediaup.dist.Launcher.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher's archive of loaded classes: it makes starts faster, and is never in the way. */
class ArchiveIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String PLAN =
            Launcher.CHECKOUT.resolve("plans/quickstart.yaml").toString();
    private static final Result VALID = new Result(0, PLAN + ": valid (quickstart).\n", "");

    @TempDir
    private Path temporary;

    private Path directory;
    private Path cache;

    @BeforeEach
    void resolveLinksOfTheTemporaryDirectory() throws IOException {
        directory = temporary.toRealPath();
        cache = directory.resolve("cache");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void shouldLoadFromTheArchiveWhatACommandNeedsAndNoMore(int major) throws Exception {
        Launcher launcher = launcher().with("JAVA_HOME", Java.home(major).toString());
        assertThat(launcher.with("MEDIAUP_CDS", "train").run()).isEqualTo(new Result(0, "", ""));

        List<String> loaded = loadedBy(launcher.without("MEDIAUP_CDS"));

        String archived = " source: shared objects file (top)";
        assertThat(loaded)
                .anyMatch(line -> line.contains(" io.mediaup.cli.ValidateCommand" + archived))
                .anyMatch(line -> line.contains(" picocli.CommandLine" + archived))
                .noneMatch(line -> line.contains(" source: file:"))
                .noneMatch(line -> line.contains(" io.mediaup.cli.ApplyCommand "));
        assertThat(launcher.run("validate", PLAN)).isEqualTo(VALID);
        assertThat(launcher.run("--version")).isEqualTo(new Result(0, Installation.versionLine(), ""));
    }

    @Test
    void shouldTrainOnceWhileFirstUsesGoOnAndHoldNothingOpen() throws Exception {
        Path go = directory.resolve("go");
        Path java = Java.observed(
                directory.resolve("java"), "until [ -e '" + go + "' ]; do read -r line <'" + fifo() + "'; done");
        // A command substitution ends when nobody has its pipe open any more; so does descriptor 9.
        Path script = Files.writeString(
                directory.resolve("script"),
                "out=$(/bin/sh '" + Installation.PROGRAM + "' validate '" + PLAN + "' 9>&1 2>&1)\n"
                        + "printf '%s\\n' \"$out\"\n");
        Launcher launcher = launcher(script).with("JAVA_HOME", java.toString());

        List<CompletableFuture<Result>> firstUses = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return launcher.run();
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .limit(3)
                .toList();
        for (CompletableFuture<Result> use : firstUses) {
            assertThat(use.get()).isEqualTo(VALID);
        }
        await().atMost(LIMIT).until(() -> Java.trainings(java) > 0);

        assertThat(launcher.run()).isEqualTo(VALID);
        assertThat(archives()).as("while the training is held up").isEmpty();
        Files.createFile(go);
        Files.writeString(fifo(), "go\n");
        awaitOneArchive();
        assertThat(Java.trainings(java)).isEqualTo(1);
        assertThat(loadedBy(launcher(Installation.PROGRAM).with("JAVA_HOME", java.toString())))
                .anyMatch(line -> line.contains("shared objects file (top)"));
    }

    @Test
    void shouldLeaveNothingButTheArchive() throws Exception {
        Path home = directory.resolve("home");
        Launcher launcher = launcher()
                .without("XDG_CACHE_HOME")
                .with("HOME", home.toString())
                .with("MEDIAUP_YES", "true")
                .with("MEDIAUP_OUTPUT", "nonsense")
                .with("GITHUB_ACTIONS", "true")
                .with("GITHUB_STEP_SUMMARY", directory.resolve("summary").toString())
                .with("JAVA_TOOL_OPTIONS", "-XX:NoSuchOption")
                .with("MEDIAUP_CDS", "train");

        assertThat(launcher.run()).isEqualTo(new Result(0, "", ""));

        try (Stream<Path> entries = Files.list(directory)) {
            assertThat(entries).containsExactly(home);
        }
        Path archive = onlyArchive(home);
        assertThat(archive.getParent()).isEqualTo(home.resolve(".cache/mediaup" + Launcher.CHECKOUT + "/target"));
        assertThat(files(home)).containsExactly(archive, Path.of(archive + ".size"));
        assertThat(ProcessHandle.allProcesses()
                        .map(process -> process.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains(home.toString()));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void shouldNotShowTheJvmAnArchiveThatWasCutShortAndMakeAnother(int major) throws Exception {
        Launcher launcher = launcher().with("JAVA_HOME", Java.home(major).toString());
        launcher.with("MEDIAUP_CDS", "train").run();
        Path archive = onlyArchive(cache);
        byte[] whole = Files.readAllBytes(archive);

        for (int length : new int[] {5_000, whole.length - 1}) {
            Files.delete(archive);
            Files.write(archive, java.util.Arrays.copyOf(whole, length));
            assertThat(launcher.with("MEDIAUP_CDS", "on").run("validate", PLAN))
                    .as("%d of %d bytes", length, whole.length)
                    .isEqualTo(VALID);
            awaitOneArchive();
        }
        assertThat(loadedBy(launcher)).anyMatch(line -> line.contains("shared objects file (top)"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void shouldRunWithAnArchiveOfSomethingElse(int major) throws Exception {
        Launcher launcher = launcher().with("JAVA_HOME", Java.home(major).toString());
        launcher.with("MEDIAUP_CDS", "train").run();
        Path archive = onlyArchive(cache);
        int length = (int) Files.size(archive);
        Files.delete(archive);
        Files.write(archive, new byte[length]);

        assertThat(launcher.without("MEDIAUP_CDS").run("validate", PLAN)).isEqualTo(VALID);
    }

    @Test
    void shouldKeepBuildsAndPlacesApart() throws Exception {
        Path one = Installation.at(directory.resolve("one"));
        Path two = Installation.at(directory.resolve("two"));
        Files.writeString(directory.resolve("two/lib/build"), "99.0-0123456789ab\n");
        for (Path program : List.of(one, two)) {
            assertThat(launcher(program).with("MEDIAUP_CDS", "train").run().exit())
                    .isZero();
        }

        assertThat(archives()).hasSize(2);
        for (Path program : List.of(one, two)) {
            assertThat(loadedBy(launcher(program))).anyMatch(line -> line.contains("shared objects file (top)"));
        }
    }

    @Test
    void shouldReplaceTheArchiveOfAnEarlierBuild() throws Exception {
        Path program = Installation.at(directory.resolve("one"));
        Launcher launcher = launcher(program).with("MEDIAUP_CDS", "train");
        launcher.run();
        Path first = onlyArchive(cache);

        Files.setLastModifiedTime(
                directory.resolve("one/mediaup.jar"),
                FileTime.from(Files.getLastModifiedTime(first).toInstant()));
        assertThat(launcher.run()).isEqualTo(new Result(0, "", ""));
        assertThat(loadedBy(launcher(program)))
                .as("built again, with the same bytes")
                .anyMatch(line -> line.contains("shared objects file (top)"));

        Files.writeString(directory.resolve("one/lib/build"), "99.0-0123456789ab\n");
        launcher.run();
        assertThat(onlyArchive(cache).getFileName().toString()).startsWith("99.0-0123456789ab-");
        assertThat(files(cache)).hasSize(2);
    }

    @Test
    void shouldWriteNothingIntoAnInstallation() throws Exception {
        Path home = directory.resolve("one");
        Path program = Installation.at(home);
        List<Path> before = files(home);
        for (Path file : before) {
            assertThat(file.toFile().setReadOnly()).isTrue();
        }
        for (Path place : List.of(home, home.resolve("lib"), home.resolve("bin"))) {
            assertThat(place.toFile().setWritable(false)).isTrue();
        }

        assertThat(launcher(program).with("MEDIAUP_CDS", "train").run()).isEqualTo(new Result(0, "", ""));
        assertThat(loadedBy(launcher(program))).anyMatch(line -> line.contains("shared objects file (top)"));

        for (Path place : List.of(home, home.resolve("lib"), home.resolve("bin"))) {
            assertThat(place.toFile().setWritable(true)).isTrue();
        }
        assertThat(files(home)).isEqualTo(before);
    }

    /** Root may write everywhere, hence homes that are no directories. */
    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/proc/none", "/no:colon"})
    void shouldRunWhereNoArchiveCanBe(String place) throws Exception {
        Launcher launcher = launcher().with("XDG_CACHE_HOME", place);

        assertThat(launcher.run("validate", PLAN)).isEqualTo(VALID);
        assertThat(launcher.with("MEDIAUP_CDS", "train").run().exit()).isEqualTo(69);
    }

    @Test
    void shouldRunWithoutAHome() throws Exception {
        assertThat(launcher().without("XDG_CACHE_HOME").run("validate", PLAN)).isEqualTo(VALID);
    }

    @Test
    void shouldNotTryAgainForAnHourWhenTheDiskIsFull() throws Exception {
        Path java = Java.observed(directory.resolve("java"), "ulimit -f 2000");
        Launcher launcher = launcher().with("JAVA_HOME", java.toString());

        assertThat(launcher.with("MEDIAUP_CDS", "train").run().exit()).isEqualTo(69);
        assertThat(archives()).isEmpty();
        assertThat(launcher.with("MEDIAUP_CDS", "train").run().exit()).isEqualTo(69);
        assertThat(Java.trainings(java)).isEqualTo(1);
        assertThat(launcher.without("MEDIAUP_CDS").run("validate", PLAN)).isEqualTo(VALID);

        Path lock = onlyLock();
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofMinutes(62))));
        Path healthy = Java.observed(directory.resolve("healthy"), ":");
        assertThat(launcher.with("JAVA_HOME", healthy.toString())
                        .with("MEDIAUP_CDS", "train")
                        .run())
                .isEqualTo(new Result(0, "", ""));
        assertThat(files(cache)).hasSize(2);
    }

    @Test
    void shouldDoWithoutWhenToldSo() throws Exception {
        assertThat(launcher().with("MEDIAUP_CDS", "off").run("validate", PLAN)).isEqualTo(VALID);
        assertThat(cache).doesNotExist();
    }

    private Launcher launcher() {
        return launcher(Installation.PROGRAM);
    }

    private Launcher launcher(Path program) {
        return new Launcher(program).with("XDG_CACHE_HOME", cache.toString());
    }

    /** What the JVM says of the classes that {@code validate} loads. */
    private List<String> loadedBy(Launcher launcher) throws IOException, InterruptedException {
        Path log = Files.createTempFile(directory, "classes", ".log");
        Result result = launcher.with("MEDIAUP_JAVA_OPTS", "-Xlog:class+load:file=" + log)
                .run("validate", PLAN);
        launcher.without("MEDIAUP_JAVA_OPTS");
        assertThat(result).isEqualTo(VALID);
        List<String> lines = Files.readAllLines(log);
        Files.delete(log);
        return lines;
    }

    /** Somebody who reads it waits until somebody writes. */
    private Path fifo() throws IOException, InterruptedException {
        Path fifo = directory.resolve("fifo");
        if (!Files.exists(fifo)) {
            new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();
        }
        return fifo;
    }

    private void awaitOneArchive() {
        await("one whole archive in " + cache)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> files(cache).size() == 2 && archives().size() == 1);
    }

    private List<Path> archives() throws IOException {
        return files(cache).stream()
                .filter(file -> file.toString().endsWith(".jsa"))
                .filter(file -> !file.getParent().toString().endsWith(".lock"))
                .toList();
    }

    private Path onlyArchive(Path below) throws IOException {
        List<Path> archives = files(below).stream()
                .filter(file -> file.toString().endsWith(".jsa"))
                .toList();
        assertThat(archives).hasSize(1);
        return archives.get(0);
    }

    private Path onlyLock() throws IOException {
        try (Stream<Path> all = Files.walk(cache)) {
            List<Path> locks =
                    all.filter(file -> file.toString().endsWith(".lock")).toList();
            assertThat(locks).hasSize(1);
            return locks.get(0);
        }
    }

    /** Whatever comes and goes meanwhile is left out. */
    private static List<Path> files(Path below) {
        if (!Files.exists(below)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(below)) {
            all.filter(Files::isRegularFile).sorted().forEach(files::add);
        } catch (UncheckedIOException | IOException moved) {
            return List.of();
        }
        return files;
    }
}
