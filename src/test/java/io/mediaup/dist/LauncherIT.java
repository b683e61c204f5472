package io.mediaup.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.dist.Launcher.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts the real {@code dist/mediaup} from the places and with the Javas that people have. */
class LauncherIT {
    private static final Path PROGRAM = Installation.PROGRAM;

    @TempDir
    private Path temporary;

    private Path directory;

    @BeforeEach
    void resolveLinksOfTheTemporaryDirectory() throws IOException {
        directory = temporary.toRealPath();
    }

    /** JUnit would warn of each that leads out of its directory. */
    @AfterEach
    void removeLinks() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    @Test
    void shouldRunFromTheCheckoutInAnyDirectory() throws Exception {
        Result result = new Launcher(PROGRAM).in(directory).run("--version");

        assertThat(result).isEqualTo(new Result(0, Installation.versionLine(), ""));
    }

    @Test
    void shouldRunThroughRelativeAndAbsoluteLinks() throws Exception {
        Path absolute = Files.createSymbolicLink(directory.resolve("absolute"), PROGRAM);
        Files.createDirectory(directory.resolve("bin"));
        Path relative = Files.createSymbolicLink(directory.resolve("bin/mediaup"), Path.of("../absolute"));

        assertThat(new Launcher(absolute).run("--version").out()).isEqualTo(Installation.versionLine());
        assertThat(new Launcher(relative).run("--version").out()).isEqualTo(Installation.versionLine());
        assertThat(new Launcher(Path.of("mediaup")).in(relative.getParent()).run("--version"))
                .isEqualTo(new Result(0, Installation.versionLine(), ""));
    }

    @Test
    void shouldRunFromAnInstallationWithSpacesInItsPath() throws Exception {
        Path program = Installation.at(directory.resolve("my programs/media up"));

        Result result = new Launcher(program).in(directory).run("--version");

        assertThat(result).isEqualTo(new Result(0, Installation.versionLine(), ""));
    }

    @Test
    void shouldFindTheLibrariesOfAnInstallation() throws Exception {
        Path program = Installation.at(directory.resolve("mediaup"));

        Result result = new Launcher(program).run("--help");

        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("Usage: mediaup");
    }

    @Test
    void shouldHandOverArgumentsAndExitCode() throws Exception {
        Result result = new Launcher(PROGRAM).run("no such * verb");

        assertThat(result.exit()).isEqualTo(64);
        assertThat(result.err()).contains("no such * verb");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void shouldAddTheOptionsOfTheEnvironment() throws Exception {
        Result result = new Launcher(PROGRAM)
                .with("MEDIAUP_JAVA_OPTS", "-Da=* -XX:+PrintCommandLineFlags")
                .run("--version");

        assertThat(result.out()).contains("-XX:+UseSerialGC", Installation.versionLine());
    }

    @Test
    void shouldTakeTheJavaOnThePathWithoutJavaHome() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("java"), Path.of(System.getProperty("java.home"), "bin/java"));

        Result result = new Launcher(PROGRAM)
                .without("JAVA_HOME")
                .with("PATH", bin + ":" + System.getenv("PATH"))
                .run("--version");

        assertThat(result).isEqualTo(new Result(0, Installation.versionLine(), ""));
    }

    @Test
    void shouldSayHowToBuildWhereNothingIsBuilt() throws Exception {
        Path program = Installation.copy(PROGRAM, directory.resolve("a checkout/dist/mediaup"));
        Files.createFile(directory.resolve("a checkout/pom.xml"));

        Result result = new Launcher(program).run("--version");

        String top = directory.resolve("a checkout").toString();
        assertThat(result)
                .isEqualTo(new Result(
                        69,
                        "",
                        "mediaup: Expected a build in " + top + "/target, but found no mediaup.jar with its lib/."
                                + " Build it with: (cd '" + top + "' && mvn -q -DskipTests package)\n"));
    }

    @Test
    void shouldRefuseACopyOfTheLauncherAlone() throws Exception {
        Path program = Installation.copy(PROGRAM, directory.resolve("bin/mediaup"));

        Result result = new Launcher(program).run("--version");

        assertThat(result.exit()).isEqualTo(69);
        assertThat(result.err()).contains("Expected mediaup.jar and lib/ in " + directory + ", but found");
    }

    @Test
    void shouldRefuseAnOlderJavaWithoutStartingIt() throws Exception {
        Path old = fakeJava("JAVA_VERSION=\"11.0.2\"");

        Result result = new Launcher(PROGRAM).with("JAVA_HOME", old.toString()).run("--version");

        assertThat(result)
                .isEqualTo(new Result(
                        69,
                        "",
                        "mediaup: Expected Java 17 or later, but found Java 11.0.2 in " + old
                                + ". Set JAVA_HOME to the home of a newer one.\n"));
    }

    @Test
    void shouldKnowTheOldestVersionScheme() throws Exception {
        Path old = fakeJava("JAVA_VERSION=\"1.8.0_452\"");

        Result result = new Launcher(PROGRAM)
                .without("JAVA_HOME")
                .with("PATH", old.resolve("bin") + ":" + System.getenv("PATH"))
                .run("--version");

        assertThat(result.exit()).isEqualTo(69);
        assertThat(result.err()).contains("found Java 1.8.0_452 in " + old);
    }

    @Test
    void shouldSayWhatToDoWithoutAnyJava() throws Exception {
        Path bin = Files.createDirectory(directory.resolve("empty"));

        Result result = new Launcher(PROGRAM)
                .without("JAVA_HOME")
                .with("PATH", bin.toString())
                .run("--version");

        assertThat(result.exit()).isEqualTo(69);
        assertThat(result.err()).startsWith("mediaup: Expected Java 17 or later, but found no java on PATH. Install");
    }

    @Test
    void shouldRefuseAJavaHomeWithoutJava() throws Exception {
        Result result =
                new Launcher(PROGRAM).with("JAVA_HOME", directory.toString()).run("--version");

        assertThat(result.exit()).isEqualTo(69);
        assertThat(result.err()).contains("but found no program " + directory + "/bin/java. Set JAVA_HOME");
    }

    /** A Java home whose {@code java} would say so if it were started. */
    private Path fakeJava(String release) throws IOException {
        Path home = Files.createDirectories(directory.resolve("old java"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\n" + release + "\n");
        Path java = Files.createDirectory(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho started\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return home;
    }
}
