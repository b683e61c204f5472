package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediaup.console.json.EventContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One mediaup process, started by {@link Lab#start}, with its output line by line as it comes. */
final class Cli {

    /** No test needs longer for anything; a machine that is busy may. */
    static final Duration LIMIT = Duration.ofSeconds(90);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<String> command;
    private final Process process;
    private final Text out;
    private final Text err;

    Cli(ProcessBuilder builder) throws IOException {
        command = builder.command();
        process = builder.start();
        out = new Text(process.getInputStream());
        err = new Text(process.getErrorStream());
    }

    /** One stream of it, read as it comes. */
    private static final class Text {
        private final AtomicReference<String> text = new AtomicReference<>("");
        private final Thread reader;

        Text(InputStream stream) {
            reader = new Thread(() -> read(stream));
            reader.setDaemon(true);
            reader.start();
        }

        private void read(InputStream stream) {
            char[] some = new char[4096];
            try (Reader characters = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                for (int n = characters.read(some); n >= 0; n = characters.read(some)) {
                    text.accumulateAndGet(new String(some, 0, n), String::concat);
                }
            } catch (IOException ended) {
                // Killed: what it said until then counts.
            }
        }

        /** The lines that have come to their end. */
        List<String> lines() {
            String now = text.get();
            return now.substring(0, now.lastIndexOf('\n') + 1).lines().toList();
        }
    }

    /** Waits until standard output ends in this, such as a question, whose line has no end yet. */
    void awaitText(String end) {
        await(end)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> out.text.get().endsWith(end));
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

    /** Waits until a line on standard output contains this. */
    String awaitOut(String part) {
        return awaitLine(out, line -> line.contains(part), part);
    }

    /** Waits until it has written so many lines to standard output, or has ended; gives up quietly at a {@code limit}
     * below that of all tests, and fails at that. */
    void awaitLines(int count, Duration limit) {
        boolean quietly = limit.compareTo(LIMIT) < 0;
        Instant end = Instant.now().plus(limit);
        await(count + " lines of " + this)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> out.lines().size() >= count
                        || !process.isAlive()
                        || (quietly && Instant.now().isAfter(end)));
    }

    private String awaitLine(Text text, java.util.function.Predicate<String> wanted, String name) {
        return await(name + " of " + this)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            boolean ended = !process.isAlive();
                            Optional<String> line =
                                    text.lines().stream().filter(wanted).findFirst();
                            if (line.isEmpty() && ended) {
                                end();
                                line = text.lines().stream().filter(wanted).findFirst();
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
            for (Thread reader : List.of(out.reader, err.reader)) {
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
        return out.lines();
    }

    List<String> err() {
        return err.lines();
    }

    String outText() {
        return String.join("\n", out());
    }

    String errText() {
        return String.join("\n", err());
    }

    /** Every line of standard output as JSON; fails where one is not. */
    List<JsonNode> events() {
        return out().stream().map(this::json).toList();
    }

    /** The events of one type. */
    List<JsonNode> events(String type) {
        return events().stream()
                .filter(event -> event.path("type").asString().equals(type))
                .toList();
    }

    /** The last line of standard output, which must be the summary. */
    JsonNode summary() {
        assertThat(out()).as("standard output of %s", this).isNotEmpty();
        JsonNode last = json(out().get(out().size() - 1));
        assertThat(last.path("type").asString()).as("last line of %s", this).isEqualTo("summary");
        return last;
    }

    private JsonNode json(String line) {
        assertThat(EventContract.complaints(line)).as(line).isEmpty();
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
