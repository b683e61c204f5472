package io.mediaup.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real shell with a completion script in it, asked what it offers. */
public final class Shells {

    private static final Path DRIVERS = Path.of("src/test/resources/completion").toAbsolutePath();
    private static final long SECONDS = 60;

    private final Shell shell;
    private final Path script;
    private final Path directory;
    private final Map<String, String> environment = new LinkedHashMap<>();

    /** Skips the test where the shell is not installed. */
    Shells(Shell shell, String script, Path directory) throws IOException {
        requireProgram(shell.name());
        this.shell = shell;
        this.directory = directory;
        Path scripts = Files.createDirectories(directory.resolve(".scripts"));
        this.script = Files.writeString(scripts.resolve("mediaup." + shell), script);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", scripts.toString());
        environment.put("XDG_CONFIG_HOME", scripts.toString());
        environment.put("XDG_DATA_HOME", scripts.toString());
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("TERM", "dumb");
    }

    /** Skips the test where this program is not installed. */
    public static void requireProgram(String program) {
        boolean installed = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        assumeTrue(installed, program + " is not installed, so nothing is tried with it");
    }

    Shells with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What is offered behind this line, without quoting and without descriptions. */
    List<String> words(String line) {
        return offers(line).stream().map(offer -> offer.split("\t", -1)[0]).toList();
    }

    /** What is offered behind this line, with a tab and a description where the shell shows one. */
    List<String> offers(String line) {
        List<String> command = switch (shell) {
            case bash -> bash(line);
            case zsh -> List.of("zsh", "-f", DRIVERS.resolve("capture.zsh").toString(), script.toString(), line);
            case fish ->
                List.of("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", script.toString(), line);
        };
        return run(command, "")
                .lines()
                .map(offer -> shell == Shell.zsh ? offer.replace(" -- ", "\t").replaceAll("\\\\(.)", "$1") : offer)
                .map(offer -> offer.replaceFirst("/(\t|$)", "$1"))
                .toList();
    }

    private List<String> bash(String line) {
        List<String> command = new ArrayList<>(List.of(
                "bash", "--noprofile", "--norc", DRIVERS.resolve("offers.bash").toString(), script.toString(), line));
        command.addAll(bashWords(line));
        return command;
    }

    /** As bash fills COMP_WORDS: blanks end a word, '=' and ':' are words of their own; not within quotes. */
    static List<String> bashWords(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == 0 && "=: ".indexOf(c) >= 0) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                    word.setLength(0);
                }
                if (c != ' ') {
                    words.add(String.valueOf(c));
                }
                continue;
            }
            if (c == '\\' && quote != '\'' && i + 1 < line.length()) {
                word.append(c);
                i++;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                quote = c;
            }
            word.append(line.charAt(i));
        }
        if (!word.isEmpty() || line.endsWith(" ")) {
            words.add(word.toString());
        }
        return words;
    }

    /** What stands on bash's line after the tab key, for each of these lines; a bar marks the end. */
    List<String> typed(List<String> lines) throws IOException {
        requireProgram("script");
        Path out = directory.resolve(".scripts/typed");
        Files.deleteIfExists(out);
        StringBuilder keys = new StringBuilder();
        lines.forEach(line -> keys.append(line).append("\t\030d"));
        with("MEDIAUP_SCRIPT", script.toString()).with("MEDIAUP_TYPED", out.toString());
        String bash = "bash --noprofile --rcfile '" + DRIVERS.resolve("typed.bash") + "' -i";
        run(List.of("script", "-qec", bash, "/dev/null"), keys + "\nexit 0\n");
        return Files.readAllLines(out);
    }

    private String run(List<String> command, String input) {
        try {
            Path out = directory.resolve(".scripts/out");
            Path err = directory.resolve(".scripts/err");
            Path in = Files.writeString(directory.resolve(".scripts/in"), input);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(
                        "Expected " + command + " to end within " + SECONDS + " s, but it still runs.");
            }
            assertThat(process.exitValue()).as("exit code of %s", command).isZero();
            assertThat(err).as("standard error of %s", command).hasContent("");
            return Files.readString(out, StandardCharsets.UTF_8);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
