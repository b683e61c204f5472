package io.mediaup.lab;

import java.nio.file.Files;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The load balancer in front of the lab: knows who is registered and healthy, and where a newcomer goes.
 *
 * <p>Health is looked at by one thread of its own about every 500 ms; registration is looked at again for every
 * newcomer, so a deregistered host gets none from that moment on. {@link #choose} and the session counts belong to the
 * selector thread.
 */
final class TrafficTargets {
    /** A registered target as last seen. */
    record Target(String id, String version, int port, boolean healthy) {}

    private static final long CHECK_EVERY_MILLIS = 500;

    private final LabDirectory lab;
    private final RandomGenerator random;
    private final Map<String, Integer> load = new HashMap<>();
    private volatile List<Target> targets = List.of();

    TrafficTargets(LabDirectory lab, RandomGenerator random) {
        this.lab = lab;
        this.random = random;
    }

    void watch() {
        Thread watcher = new Thread(
                () -> {
                    while (true) {
                        look();
                        try {
                            Thread.sleep(CHECK_EVERY_MILLIS);
                        } catch (InterruptedException e) {
                            return;
                        }
                    }
                },
                "target-health");
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Whether there are targets and all of them are healthy. */
    boolean allHealthy() {
        List<Target> now = targets;
        return !now.isEmpty() && now.stream().allMatch(Target::healthy);
    }

    boolean anyHealthy() {
        return targets.stream().anyMatch(Target::healthy);
    }

    /**
     * The healthy registered target with the fewest sessions of ours; any of them if there are several. Before nobody is
     * found, targets that were registered since the last look are looked at: whoever lists them as healthy may take out all
     * others at that moment.
     */
    Optional<Target> choose() {
        Optional<Target> known = best();
        if (known.isPresent() || targets.stream().map(Target::id).toList().containsAll(lab.targetIds())) {
            return known;
        }
        look();
        return best();
    }

    private Optional<Target> best() {
        return targets.stream()
                .filter(Target::healthy)
                .filter(target -> Files.exists(lab.target(target.id())))
                .map(target -> Map.entry(target, load.getOrDefault(target.id(), 0) + random.nextDouble() / 2))
                .min(Comparator.comparingDouble(Map.Entry::getValue))
                .map(Map.Entry::getKey);
    }

    /** The target that listens at {@code port}, healthy or not: whoever is sent somewhere finds out. */
    Optional<Target> at(int port) {
        return targets.stream().filter(target -> target.port() == port).findFirst();
    }

    void begun(Target target) {
        load.merge(target.id(), 1, Integer::sum);
    }

    void ended(Target target) {
        load.computeIfPresent(target.id(), (id, count) -> count > 1 ? count - 1 : null);
    }

    private void look() {
        try {
            targets = lab.targetIds().stream()
                    .map(id -> LabMachine.read(lab, id))
                    .flatMap(Optional::stream)
                    .map(machine -> new Target(
                            machine.id(),
                            machine.version(),
                            machine.port(),
                            machine.port() != 0
                                    && HealthCheck.failure(machine.port()).isEmpty()))
                    .toList();
        } catch (RuntimeException e) {
            // A file that cannot be read now may be readable in a moment; until then the last look stands.
            System.err.println("Expected to look at the targets, but found " + e);
        }
    }
}
