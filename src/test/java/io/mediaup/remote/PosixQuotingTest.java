package io.mediaup.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes through a real shell arrives as it was. */
class PosixQuotingTest {

    /** Prints each argument with a zero character behind it, which no argument can contain. */
    private static final List<String> ECHO = List.of("printf", "%s\\0");

    private static final long SEED = Long.getLong("mediaup.seed", 20_260_101L);

    private static final List<String> NASTY = List.of(
            "",
            " ",
            "'",
            "''",
            "\"",
            "\\",
            "\\'",
            "$(touch /tmp/mediaup-was-here)",
            "`id`",
            "$HOME",
            "${IFS}",
            "~",
            "*",
            "a b",
            "a\nb",
            "\n",
            "\t",
            ";",
            "& true",
            "| cat",
            "> /dev/null",
            "#",
            "!!",
            "{a,b}",
            "[a-z]",
            "-n",
            "--",
            "FOO=bar",
            "é",
            "日本語",
            "😀",
            "\u001b[31m",
            "\r",
            "'; exit 3; '",
            "\\\n",
            "%s",
            "=ls",
            "if",
            "\u202e");

    static Stream<String> shells() {
        return Stream.of("/bin/sh", "/bin/bash", "/usr/bin/zsh", "/usr/bin/busybox");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void shouldBringEveryArgumentThroughUnchanged(String shell) throws Exception {
        assumeTrue(Files.isExecutable(Path.of(shell)), shell + " is not installed here");
        Random random = new Random(SEED);
        for (int round = 0; round < 40; round++) {
            List<String> arguments = new ArrayList<>(round == 0 ? NASTY : List.of());
            for (int i = 0; i < 100; i++) {
                arguments.add(anything(random));
            }

            assertThat(through(shell, arguments))
                    .as("seed %s, round %s", SEED, round)
                    .isEqualTo(arguments);
        }
    }

    @Test
    void shouldNotLeaveTheFirstWordToTheShell() {
        assertThat(PosixQuoting.line(List.of("if", "a", "b c"))).isEqualTo("'if' a 'b c'");
    }

    @Test
    void shouldRefuseWhatNoProgramCanBeHanded() {
        assertThatThrownBy(() -> PosixQuoting.line(List.of("echo", "a\0b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> through(String shell, List<String> arguments) throws Exception {
        List<String> argv = new ArrayList<>(ECHO);
        argv.addAll(arguments);
        List<String> command = new ArrayList<>(List.of(shell));
        if (shell.endsWith("busybox")) {
            command.add("sh");
        }
        // By its standard input, because Java writes arguments in the encoding of the locale.
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream script = process.getOutputStream()) {
            script.write((PosixQuoting.line(argv) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
        return List.of(printed.substring(0, printed.length() - 1).split("\0", -1));
    }

    /** Short texts of the characters that shells care for, and some that they should not. */
    private static String anything(Random random) {
        String alphabet = "'\"\\$`!*?[]{}()<>|&;#~=%^ \t\n\r-+/,.:@aZ09é日\u001b\u007f";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
