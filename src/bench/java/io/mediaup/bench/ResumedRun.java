package io.mediaup.bench;

import io.mediaup.journal.StoredRun;
import io.mediaup.journal.file.FileRunStore;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A run of a lab with as many hosts as one likes, killed in its middle and taken up again, by the real command line: from
 * the start of its process to its first action. Hosts are processes that only sleep; what plans ask of
 * servers one server in this process answers for all of them.
 */
final class ResumedRun implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final String PLAN = """
            apiVersion: mediaup/v1
            name: resumed
            fleet:
              provider: lab
              lab:
                hosts: ${hosts}
                zones: [a, b, c]
                version: "1"
                boot-time: 0s
                command: [/bin/sh, -c, "exec sleep 1d", "{{port}}", "{{version}}"]
                traffic: {arrivals-per-minute: 0, session-length: {median: 1m, p95: 2m}}
            target: {version: "2"}
            technique: drain-first
            load-balancer: {settle: 1s}
            rollout: {max-surge: 25%}
            probes:
              every: 2s
              health: {http: {url: "http://127.0.0.1:${port}/health/{{host.id}}"}}
              sessions:
                - {name: calls, http: {url: "http://127.0.0.1:${port}/calls/{{host.id}}", json-pointer: /count}}
            drain:
              enter: {http: {method: POST, url: "http://127.0.0.1:${port}/enter/{{host.id}}"}}
              leave: {http: {method: POST, url: "http://127.0.0.1:${port}/leave/{{host.id}}"}}
              read-back: {http: {url: "http://127.0.0.1:${port}/drain/{{host.id}}", json-pointer: /drain}}
              then: wait
            """;

    private final Path directory;
    private final Path plan;
    private final AnsweringServer servers = new AnsweringServer();

    ResumedRun(int hosts) throws IOException {
        directory = Files.createTempDirectory("mediaup-bench").toRealPath();
        plan = Files.writeString(
                directory.resolve("plan.yaml"),
                PLAN.replace("${hosts}", Integer.toString(hosts)).replace("${port}", Integer.toString(servers.port())));
    }

    /**
     * Lets a run get so far that half of the hosts are replaced and the next ones have just been launched, and kills it:
     * what is due next, whether a new host has booted, takes a look at the fleet and not a wait.
     */
    void runToItsMiddle(int hosts) throws IOException, InterruptedException {
        mediaup("lab", "up").waitFor();
        Process apply = mediaup("apply", "--yes");
        await(
                apply,
                () -> count(Fact.HostEnteredRotation.class) >= hosts / 2
                        && launched() > count(Fact.HostEnteredRotation.class));
        kill(apply);
    }

    private long count(Class<? extends Fact> type) {
        return facts().stream().filter(type::isInstance).count();
    }

    private long launched() {
        return facts().stream()
                .filter(fact -> fact instanceof Fact.ActionSucceeded done
                        && done.key().toString().contains("/launch/"))
                .count();
    }

    /** Takes it up and kills it again; the time from the start of the process to its first action. */
    Duration resume() throws IOException, InterruptedException {
        Instant start = Instant.now();
        Process apply = mediaup("apply", "--yes");
        await(apply, () -> firstAction(start).isPresent());
        kill(apply);
        return Duration.between(start, firstAction(start).orElseThrow().at());
    }

    /** One that is begun, or one that was under way and has been looked up or sent again. */
    private Optional<Fact> firstAction(Instant start) {
        return facts().stream()
                .filter(fact -> fact instanceof Fact.ActionStarted || fact instanceof Fact.ActionSucceeded)
                .filter(fact -> fact.at().isAfter(start))
                .findFirst();
    }

    List<Fact> facts() {
        return new FileRunStore(directory.resolve("state/mediaup/resumed"))
                .latest()
                .map(StoredRun::facts)
                .orElse(List.of());
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Process process, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (process.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IllegalStateException("Expected the run to go on, but found it at an end or a standstill.");
            }
        }
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private Process mediaup(String... words) throws IOException {
        List<String> command = Stream.concat(
                        Stream.of(
                                "/bin/sh",
                                Path.of("dist/mediaup").toAbsolutePath().toString()),
                        Stream.concat(Stream.of(words), Stream.of(plan.toString())))
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        return builder.start();
    }

    @Override
    public void close() throws IOException {
        try {
            mediaup("lab", "down").waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        servers.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
