package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mediaup.journal.RunStore;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.file.FileRunStore;
import io.mediaup.lab.LabDirectory;
import io.mediaup.lab.LabFleet;
import io.mediaup.lab.LabMachine;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;

/**
 * One test's surroundings: a state directory, a plan in it, and the processes started for it. Afterwards the lab is taken
 * down, also after a failure, and whatever process is then left over is an error.
 */
final class Lab implements BeforeEachCallback, AfterEachCallback {

    private static final Path CHECKOUT = Path.of("").toAbsolutePath();
    private static final String NAME = "e2e";

    /** An archive of loaded classes, as every user has one after the first start; made once, it halves what starts cost. */
    private static final class Trained {
        static final Path CACHE = train();

        private static Path train() {
            Path cache = CHECKOUT.resolve("target/e2e-cache");
            ProcessBuilder training = new ProcessBuilder(
                            "/bin/sh", CHECKOUT.resolve("dist/mediaup").toString())
                    .inheritIO();
            training.environment().put("XDG_CACHE_HOME", cache.toString());
            training.environment().put("JAVA_HOME", System.getProperty("java.home"));
            training.environment().put("MEDIAUP_CDS", "train");
            try {
                assertThat(training.start().waitFor())
                        .as("exit code of the training")
                        .isZero();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return cache;
        }
    }

    private final Map<String, String> plan = new LinkedHashMap<>(Map.ofEntries(
            Map.entry("hosts", "2"),
            Map.entry("zones", "[a]"),
            Map.entry("boot-time", "200ms"),
            Map.entry("arrivals-per-minute", "180"),
            Map.entry("median", "1s"),
            Map.entry("p95", "2s"),
            Map.entry("target", "1.5.0"),
            Map.entry("technique", "drain-first"),
            Map.entry("rollout", "{batch: 1, max-surge: 1, max-unavailable: 0}"),
            Map.entry("health-headers", ""),
            Map.entry("migrate", ""),
            Map.entry("drain-path", "/drain"),
            Map.entry("patience", "1m"),
            Map.entry("state", "")));
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Cli> started = new ArrayList<>();
    private Path directory = Path.of("");

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("mediaup-e2e").toRealPath();
        write();
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        context.getExecutionException().ifPresent(failure -> started.forEach(System.err::println));
        started.forEach(Cli::stop);
        started.forEach(Cli::end);
        fleet().down();
        List<ProcessHandle> left = processes();
        left.forEach(ProcessHandle::destroyForcibly);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
        assertThat(left)
                .as("processes left over of " + context.getDisplayName())
                .isEmpty();
    }

    /** Every process of this test's lab. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(directory.toString()))
                        .isPresent())
                .toList();
    }

    /** Another value for a part of the plan. */
    Lab with(String key, String value) throws IOException {
        assertThat(plan.put(key, value)).as(key).isNotNull();
        write();
        return this;
    }

    /** What a part of the plan says now. */
    String part(String key) {
        return Optional.ofNullable(plan.get(key)).orElseThrow();
    }

    /** Another variable in the environment of what is started from now on. */
    Lab environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    private void write() throws IOException {
        String text = Files.readString(CHECKOUT.resolve("src/test/resources/e2e/plan.yaml"));
        for (Map.Entry<String, String> part : plan.entrySet()) {
            text = text.replace("${" + part.getKey() + "}", part.getValue());
        }
        Files.writeString(planFile(), text);
    }

    Path planFile() {
        return directory.resolve("plan.yaml");
    }

    Path directory() {
        return directory;
    }

    /** Starts a command; {@code PLAN} among the words is this test's plan. */
    Cli start(String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", CHECKOUT.resolve("dist/mediaup").toString()));
        Arrays.stream(words)
                .map(word -> word.equals("PLAN") ? planFile().toString() : word)
                .forEach(command::add);
        return start(new ProcessBuilder(command));
    }

    /** Starts any program in these surroundings. */
    Cli start(ProcessBuilder builder) throws IOException {
        builder.directory(directory.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_CACHE_HOME", Trained.CACHE.toString());
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        builder.environment().putAll(environment);
        Cli cli = new Cli(builder);
        started.add(cli);
        return cli;
    }

    /** Runs a command to its end, which must have this exit code. */
    Cli run(int exit, String... words) throws IOException {
        return start(words).endsWith(exit);
    }

    /** The lab from inside, for what the command line does not show. */
    LabFleet fleet() {
        return new LabFleet(LabDirectory.of(state().resolve("labs"), NAME));
    }

    /** The living hosts of this version. */
    List<LabMachine> hosts(String version) {
        return fleet().hosts().stream()
                .filter(host -> host.alive() && host.version().equals(version))
                .toList();
    }

    /** What {@code lab status} says. */
    JsonNode status() throws IOException {
        return run(0, "lab", "status", "--output", "json").events().get(0);
    }

    /** The processes of the lab's hosts, as the operating system knows them. */
    List<ProcessHandle> hostProcesses() {
        return processes("io.mediaup.lab.LabHost");
    }

    /** The process of the clients; none when it was killed or stopped. */
    List<ProcessHandle> traffic() {
        return processes("io.mediaup.lab.LabTraffic");
    }

    private List<ProcessHandle> processes(String main) {
        return processes().stream()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(" " + main + " "))
                        .isPresent())
                .toList();
    }

    /** What the clients wrote about every session that was cut, with its host; also those of a killed process. */
    List<String> interruptions() throws IOException {
        try (Stream<String> lines = Files.lines(state().resolve("labs/" + NAME + "/traffic/log"))) {
            return lines.filter(line -> line.contains(" interrupted host=")).toList();
        }
    }

    /** Calls that last until {@link #endSessions}, however slow the machine is. */
    Lab withLastingSessions() throws IOException {
        return with("arrivals-per-minute", "30").with("median", "10m").with("p95", "20m");
    }

    /** All clients hang up, and nobody calls any more. */
    void endSessions() throws IOException {
        run(0, "lab", "traffic", "--stop");
    }

    /** How many sessions the clients counted as {@code what}. */
    long sessions(String what) throws IOException {
        return status().path("sessions").path(what).asLong();
    }

    private Path state() {
        return directory.resolve("state/mediaup");
    }

    /** Where the runs of the plan are kept, and its lock. */
    Path runsDirectory() {
        return state().resolve(NAME);
    }

    RunStore store() {
        return new FileRunStore(runsDirectory());
    }

    Optional<StoredRun> latestRun() {
        return store().latest();
    }

    /** The runs there have been. */
    List<Path> runs() throws IOException {
        try (Stream<Path> entries = Files.list(runsDirectory())) {
            return entries.filter(Files::isDirectory).toList();
        }
    }

    /** The journal of the latest run; empty before there is one. */
    List<Fact> facts() {
        return latestRun().map(StoredRun::facts).orElse(List.of());
    }

    /** The facts of one type. */
    <F extends Fact> List<F> facts(Class<F> type) {
        return facts().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Waits until the journal holds such a fact. */
    <F extends Fact> F awaitFact(Class<F> type, Predicate<F> wanted) {
        return await(type.getSimpleName())
                .atMost(Cli.LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> facts(type).stream().filter(wanted).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** How many actions of this type were begun in the latest run, and had not begun before. */
    long begun(Class<? extends Action> action) {
        return facts(Fact.ActionStarted.class).stream()
                .filter(fact -> action.isInstance(fact.action()))
                .count();
    }
}
