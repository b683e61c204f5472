package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One mediaup process, started by {@link Lab#start}, with its output line by line as it comes. */
final class Cli {

    /** No test needs longer for anything; a machine that is busy may. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> command;
    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;

    Cli(ProcessBuilder builder) throws IOException {
        command = builder.command();
        process = builder.start();
        readers = List.of(reader(process.getInputStream(), out), reader(process.getErrorStream(), err));
    }

    private static Thread reader(InputStream stream, List<String> lines) {
        Thread thread = new Thread(() -> {
            try (BufferedReader reader =
                    new BufferedReader(new java.io.InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException ended) {
                // Killed: what it said until then counts.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits until it says an event of this type, as JSON, and returns the first one. */
    JsonNode awaitEvent(String type) {
        return awaitEvent(type, "");
    }

    /** Waits until it says an event of this type about this subject. */
    JsonNode awaitEvent(String type, String subject) {
        String prefix = "{\"type\":\"" + type + "\"";
        String about = subject.isEmpty() ? "" : "\"subject\":\"" + subject + "\"";
        return JSON.readTree(awaitLine(out, line -> line.startsWith(prefix) && line.contains(about), prefix + about));
    }

    /** Waits until a line on standard error contains this. */
    String awaitErr(String part) {
        return awaitLine(err, line -> line.contains(part), part);
    }

    private String awaitLine(List<String> lines, java.util.function.Predicate<String> wanted, String name) {
        return await(name + " of " + this)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            boolean ended = !process.isAlive();
                            Optional<String> line =
                                    lines.stream().filter(wanted).findFirst();
                            if (line.isEmpty() && ended) {
                                end();
                                line = lines.stream().filter(wanted).findFirst();
                                assertThat(line).as("%s of %s", name, this).isPresent();
                            }
                            return line;
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Waits for the end, which must have this exit code. */
    Cli endsWith(int exit) {
        assertThat(end()).as("exit code of %s", this).isEqualTo(exit);
        return this;
    }

    /** Waits for the end, whatever it is. */
    int end() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Expected it to end within " + LIMIT + ": " + this);
            }
            for (Thread reader : readers) {
                // A lab process must not have kept our pipes open, or a pipeline would never end.
                reader.join(TimeUnit.SECONDS.toMillis(5));
                assertThat(reader.isAlive())
                        .as("somebody keeps the output open of %s", this)
                        .isFalse();
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        end();
    }

    /** Sends a signal by its name. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Answers on its standard input. */
    void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    void stop() {
        process.destroyForcibly();
    }

    boolean alive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    List<String> out() {
        return out;
    }

    String outText() {
        return String.join("\n", out);
    }

    String errText() {
        return String.join("\n", err);
    }

    /** Every line of standard output as JSON; fails where one is not. */
    List<JsonNode> events() {
        return out.stream().map(this::json).toList();
    }

    /** The events of one type. */
    List<JsonNode> events(String type) {
        return events().stream()
                .filter(event -> event.path("type").asString().equals(type))
                .toList();
    }

    /** The last line of standard output, which must be the summary. */
    JsonNode summary() {
        assertThat(out).as("standard output of %s", this).isNotEmpty();
        JsonNode last = json(out.get(out.size() - 1));
        assertThat(last.path("type").asString()).as("last line of %s", this).isEqualTo("summary");
        return last;
    }

    private JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (RuntimeException e) {
            throw new AssertionError("Expected JSON, but found: " + line + " in " + this, e);
        }
    }

    @Override
    public String toString() {
        String words = String.join(" ", Arrays.asList(command.toArray(new String[0])));
        return words + "\n--- out\n" + outText() + "\n--- err\n" + errText() + "\n---";
    }
}
