package io.mediaup.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Starts, stops and reads the one {@link LabTraffic} of a lab. Thread-safe. */
final class LabTrafficControl {
    private static final Duration STOP_BOUND = Duration.ofSeconds(3);
    private static final Duration START_BOUND = Duration.ofSeconds(20);

    private final LabDirectory lab;

    LabTrafficControl(LabDirectory lab) {
        this.lab = lab;
    }

    boolean running() {
        return Spawner.phase(lab.traffic()) == Spawner.Phase.ALIVE;
    }

    void start() {
        List<String> command =
                Spawner.java(LabTraffic.class, "--dir", lab.path().toString());
        FileMutex.holding(LabDirectory.mutexFile(lab.traffic()), () -> Spawner.startAgain(lab.traffic(), command));
    }

    void awaitInitialSessions() {
        boolean seeded = LabFiles.await(START_BOUND, () -> seeded() || !running());
        if (!seeded || !running()) {
            throw new LabException("Expected the lab's clients to open their initial sessions within "
                    + START_BOUND.toSeconds() + " s, but found "
                    + (running() ? "them still waiting" : "their process gone") + ". Look at "
                    + LabDirectory.logFile(lab.traffic()) + ".");
        }
    }

    /** Asks first, so that the last counters are written. */
    void stop() {
        FileMutex.holding(LabDirectory.mutexFile(lab.traffic()), () -> {
            Spawner.processes(lab.traffic()).forEach(ProcessIdentity::stop);
            if (!LabFiles.await(STOP_BOUND, () -> !running()) && !killAndWait(lab.traffic(), STOP_BOUND)) {
                throw new LabException("Expected the lab's traffic to end when killed, but found it alive. "
                        + "Look at it with ps, then try again.");
            }
        });
    }

    LabStats stats() {
        LabStats stats = Entries.read(lab.statsFile()).map(LabStats::from).orElse(LabStats.NONE);
        return running() ? stats : stats.withoutOpen();
    }

    void rate(int arrivalsPerMinute) {
        LabSpec.requireRate(arrivalsPerMinute);
        Entries.empty().with("arrivals-per-minute", arrivalsPerMinute).writeTo(lab.rateFile());
    }

    int rate() {
        return Entries.read(lab.rateFile())
                .map(file -> (int) file.number("arrivals-per-minute", 0))
                .orElseGet(() -> lab.spec().map(LabSpec::arrivalsPerMinute).orElse(0));
    }

    /** Kills what is on record for this place; whether it is gone within the bound. */
    static boolean killAndWait(Path place, Duration bound) {
        return LabFiles.await(bound, () -> {
            Spawner.processes(place).forEach(ProcessIdentity::kill);
            return Spawner.processes(place).noneMatch(ProcessIdentity::alive);
        });
    }

    private boolean seeded() {
        return Entries.read(LabDirectory.runtimeFile(lab.traffic()))
                .filter(runtime -> runtime.text("seeded").equals("true"))
                .isPresent();
    }
}
