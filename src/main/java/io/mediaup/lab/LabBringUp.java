package io.mediaup.lab;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Brings a lab up:
 *
 * <ol>
 *   <li>write down what was asked for;
 *   <li>launch and register the first hosts, unless that was completed before;
 *   <li>start hosts again whose process is gone;
 *   <li>wait until every host answers;
 *   <li>start the traffic and wait for its initial sessions;
 *   <li>write down that the lab is ready.
 * </ol>
 *
 * Every step may be repeated, so after a crash at any point the next bring-up completes the lab.
 */
final class LabBringUp {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration BOUND_PER_HOST = Duration.ofSeconds(2);

    private final LabFleet fleet;
    private final LabDirectory lab;

    LabBringUp(LabFleet fleet) {
        this.fleet = fleet;
        this.lab = fleet.directory();
    }

    void up(LabSpec spec) {
        boolean seeded = write(spec);
        if (!seeded) {
            IntStream.range(0, spec.hosts()).forEach(i -> seed(spec, i));
            changeLab("seeded", "true");
        }
        fleet.hosts().stream()
                .filter(machine -> machine.state() == LabMachine.State.DEAD)
                .forEach(machine -> fleet.start(machine.id(), true));
        awaitHealthy(spec);
        if (fleet.rate() > 0) {
            fleet.startTraffic();
        }
        changeLab("ready", "true");
    }

    /** Whether the first hosts were launched and registered before. Afterwards a rollout decides about hosts. */
    private boolean write(LabSpec spec) {
        LabDirectory.createDirectories(lab.path());
        return FileMutex.call(lab.lockFile(), () -> {
            Optional<Entries> known = Entries.read(lab.labFile());
            known.map(LabSpec::from).ifPresent(before -> requireSameFleet(before, spec));
            boolean newRate = known.map(LabSpec::from)
                    .filter(before -> before.arrivalsPerMinute() == spec.arrivalsPerMinute())
                    .isEmpty();
            String created = known.map(file -> file.text("created"))
                    .orElseGet(() -> Instant.now().toString());
            boolean seeded =
                    known.filter(file -> file.text("seeded").equals("true")).isPresent();
            boolean ready = lab.ready();
            lab.create();
            spec.addTo(Entries.empty())
                    .with("name", lab.name())
                    .with("created", created)
                    .with("seeded", String.valueOf(seeded))
                    .with("ready", String.valueOf(ready))
                    .writeTo(lab.labFile());
            if (newRate) {
                fleet.setRate(spec.arrivalsPerMinute());
            }
            return seeded;
        });
    }

    private void seed(LabSpec spec, int index) {
        int zones = spec.zones().size();
        String zone = spec.zones().get(index % zones);
        LabMachine machine = fleet.launch(LabLaunch.of("up/" + zone + "/" + (index / zones + 1), zone, spec.version()));
        if (machine.state().wanted()) {
            fleet.register(machine.id());
        }
    }

    private void awaitHealthy(LabSpec spec) {
        Duration bound = BOUND.plus(spec.bootTime())
                .plus(BOUND_PER_HOST.multipliedBy(fleet.hosts().size()));
        long start = System.nanoTime();
        boolean healthy = LabFiles.await(bound, () -> {
            List<LabMachine> wanted = fleet.hosts().stream()
                    .filter(machine -> machine.state().wanted())
                    .toList();
            wanted.forEach(this::requireAlive);
            // A command cannot be asked; but if it is wrong, it ends within its boot time.
            boolean booted = System.nanoTime() - start >= spec.bootTime().toNanos();
            return wanted.stream()
                    .allMatch(machine -> machine.state() == LabMachine.State.RUNNING
                            && (machine.command().isEmpty() || booted)
                            && LabFleet.failure(machine).isEmpty());
        });
        if (!healthy) {
            throw new LabException("Expected every host of lab " + lab.name() + " to answer within "
                    + bound.toSeconds() + " s, but found some that do not. Look at "
                    + lab.path().resolve("hosts") + ", or take the lab down and up again.");
        }
    }

    private void requireAlive(LabMachine machine) {
        if (machine.state() == LabMachine.State.DEAD) {
            throw new LabException("Expected host " + machine.id() + " to come up, but found that its process ended:\n"
                    + LabFiles.tail(LabDirectory.logFile(lab.host(machine.id())), 5) + "\nLook at "
                    + LabDirectory.logFile(lab.host(machine.id())) + ".");
        }
    }

    private void changeLab(String key, String value) {
        FileMutex.holding(
                lab.lockFile(),
                () -> Entries.read(lab.labFile())
                        .ifPresent(file -> file.with(key, value).writeTo(lab.labFile())));
    }

    private static void requireSameFleet(LabSpec before, LabSpec now) {
        if (before.hosts() != now.hosts() || !before.zones().equals(now.zones())) {
            throw new LabException("Expected a lab of " + now.hosts() + " hosts in zones " + now.zones()
                    + ", but found it up with " + before.hosts() + " in " + before.zones()
                    + ". Take it down with 'mediaup lab down' first.");
        }
    }
}
