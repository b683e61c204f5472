package io.mediaup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.app.Exit;
import io.mediaup.cli.completion.Shell;
import io.mediaup.cli.completion.Shells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The files that are made from the command line. When it has changed:
 * {@code mvn test -Dtest=GeneratedFilesTest -Dmediaup.update=true}.
 */
class GeneratedFilesTest {

    private static final Map<Shell, String> SCRIPTS =
            Map.of(Shell.bash, "mediaup.bash", Shell.zsh, "_mediaup", Shell.fish, "mediaup.fish");

    private final CommandSpec mediaup = MediaupCommand.complete().getCommandSpec();

    @ParameterizedTest
    @EnumSource
    void shouldHoldTheCompletionOfThisCommandLine(Shell shell) throws IOException {
        shouldHold(Path.of("completions", SCRIPTS.get(shell)), shell.script(mediaup));
    }

    @Test
    void shouldHoldTheManPageOfThisCommandLine() throws IOException {
        shouldHold(Path.of("dist/mediaup.1"), page());
    }

    /** By those who print man pages, as far as they are installed here. */
    @ParameterizedTest
    @ValueSource(strings = {"mandoc -T lint -W style", "groff -man -Tutf8 -ww -z"})
    void shouldBeAManPageWithoutFault(String command, @TempDir Path directory) throws Exception {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        Shells.requireProgram(words.get(0));
        words.add(Files.writeString(directory.resolve("mediaup.1"), page()).toString());

        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();

        assertThat(process.getInputStream()).hasContent("");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void shouldExplainEveryExitCode() {
        assertThat(mediaup.usageMessage().exitCodeList().keySet())
                .extracting(String::strip)
                .containsExactlyElementsOf(Arrays.stream(Exit.values())
                        .map(exit -> String.valueOf(exit.code()))
                        .toList());
    }

    private String page() throws IOException {
        return ManPage.of(mediaup, version(), date(), Files.readString(Path.of("src/test/resources/about.1")));
    }

    /** When this version was made, as far as the build is concerned. */
    private static String date() throws IOException {
        Matcher stamp = Pattern.compile("<project.build.outputTimestamp>([\\d-]+)T")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(stamp.find()).isTrue();
        return stamp.group(1);
    }

    private static void shouldHold(Path file, String text) throws IOException {
        if (Boolean.getBoolean("mediaup.update")) {
            Files.writeString(file, text);
        }
        assertThat(file)
                .as("made from the command line; mvn test -Dtest=GeneratedFilesTest -Dmediaup.update=true")
                .hasContent(text);
    }

    /** The pom's own version: the classes under test are not in their jar, which tells it otherwise. */
    private static String version() throws IOException {
        return Files.readAllLines(Path.of("pom.xml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("<version>"))
                .findFirst()
                .map(line -> "mediaup " + line.replaceAll("</?version>", ""))
                .orElseThrow();
    }
}
