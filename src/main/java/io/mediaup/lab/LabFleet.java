package io.mediaup.lab;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The controlling side of one lab: what a cloud's API is for a fleet of VMs. All state is in the {@link LabDirectory},
 * so any number of these, in any process, may look after the same lab at the same time.
 *
 * <p>Thread-safe. Methods block for milliseconds unless they say otherwise. They throw {@link LabException} when the lab
 * or the host does not exist, or its directory cannot be used.
 */
public final class LabFleet {
    private static final Duration KILL_BOUND = Duration.ofSeconds(10);

    private final LabDirectory lab;
    private final LaunchBook book;
    private final LabTrafficControl traffic;

    public LabFleet(LabDirectory lab) {
        this.lab = lab;
        this.book = new LaunchBook(lab);
        this.traffic = new LabTrafficControl(lab);
    }

    public LabDirectory directory() {
        return lab;
    }

    /**
     * Brings the lab up, or what is missing of it: the first hosts (registered), hosts whose process is gone (as after a
     * reboot of this machine), and the traffic. What was terminated or deregistered since stays so. Returns when every
     * host answers and the clients' initial sessions are open; takes about the boot time and a few seconds.
     *
     * @throws LabException also when the lab exists with another number of hosts or other zones, or does not come up
     */
    public void up(LabSpec spec) {
        new LabBringUp(this).up(spec);
    }

    /**
     * Kills every process of this lab, and no other, and deletes its directory. Does nothing when there is no lab.
     *
     * @throws LabException also when a process cannot be killed; the lab is then still there, to try again
     */
    public void down() {
        if (!lab.exists()) {
            return;
        }
        FileMutex.holding(lab.lockFile(), () -> {
            List<String> ids = lab.hostIds();
            // First of all nobody is wanted any more: a host that is just being started ends by itself.
            ids.forEach(id -> change(id, host -> host.with("wanted", "terminated")));
            traffic.stop();
            ids.forEach(this::killAndWait);
            LabFiles.deleteTree(lab.path(), lab.labFile());
        });
    }

    /**
     * Launches one host, at most once per key: again with the same key it completes what a crash left undone, and
     * otherwise returns the host as it is now, even dead or terminated. Does not wait for the boot and does not register.
     *
     * @throws LabException also when the key was used for another zone or version
     */
    public LabMachine launch(LabLaunch launch) {
        requireLab();
        String id = FileMutex.call(
                lab.lockFile(), () -> book.claim(launch, lab.spec().orElseThrow(this::noLab)));
        start(id, false);
        return find(id).orElseThrow(() -> unknown(id));
    }

    /** All hosts ever launched, also dead and terminated ones, oldest first. */
    public List<LabMachine> hosts() {
        return lab.hostIds().stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing(LabMachine::launchedAt).thenComparing(LabMachine::id))
                .toList();
    }

    public Optional<LabMachine> find(String id) {
        return LabMachine.read(lab, id);
    }

    /** The host of this launch key. Empty also when its launch did not get as far as a process: then launch again. */
    public Optional<LabMachine> findByKey(String key) {
        // A standby host that was claimed and not started yet still bears the key of its launch before that.
        return book.find(key)
                .flatMap(this::find)
                .filter(host -> host.launchKey().equals(key));
    }

    /**
     * Starts the standby host {@code id} as what {@code launch} asks for, at most once per key: again with the same key it
     * completes what a crash left undone, and otherwise returns the host as it is now.
     *
     * @throws LabException also when the host is not on standby, or in another zone
     */
    public LabMachine launchStandby(String id, LabLaunch launch) {
        requireLab();
        FileMutex.holding(
                lab.lockFile(), () -> book.claimStandby(id, launch, lab.spec().orElseThrow(this::noLab)));
        start(id, false);
        return find(id).orElseThrow(() -> unknown(id));
    }

    /**
     * Ends a host as {@link #terminate} does, and keeps it. One that is not running any more stays as it is.
     *
     * @param standby whether {@link #launchStandby} may start it again
     */
    public LabMachine stop(String id, boolean standby) {
        LabMachine machine = requireHost(id);
        if (machine.state().wanted()) {
            change(id, host -> host.with("wanted", standby ? "standby" : "stopped"));
        }
        killAndWait(id);
        LabFiles.delete(lab.target(id));
        return find(id).orElseThrow(() -> unknown(id));
    }

    /**
     * Ends a host at once, with the sessions it has, and takes it out of the target group, as EC2 and ELB do. A
     * terminated host stays terminated; again is no error. Kills only the very process that was started for this host,
     * never a later one of the same pid.
     */
    public LabMachine terminate(String id) {
        requireHost(id);
        change(
                id,
                host -> host.with("wanted", "terminated")
                        .with(
                                "terminated-at",
                                host.find("terminated-at").orElse(Instant.now().toString())));
        killAndWait(id);
        LabFiles.delete(lab.target(id));
        return find(id).orElseThrow(() -> unknown(id));
    }

    /** Adds these marks to the host, or replaces them. */
    public void mark(String id, Map<String, String> marks) {
        requireHost(id);
        change(id, host -> host.withAll("mark.", marks));
    }

    /** Puts the host in the target group; newcomers follow within about 500 ms. Again is no error. */
    public void register(String id) {
        LabMachine machine = requireHost(id);
        if (!machine.state().wanted()) {
            throw new LabException("Expected a living host to register, but found " + id + " "
                    + machine.state().name().toLowerCase(Locale.ROOT) + ". Register another host.");
        }
        if (Entries.read(lab.target(id)).isEmpty()) {
            Entries.empty().with("registered-at", Instant.now().toString()).writeTo(lab.target(id));
        }
    }

    /** Takes the host out of the target group: no newcomers from now on, open sessions live on. Again is no error. */
    public void deregister(String id) {
        requireLab();
        LabFiles.delete(lab.target(id));
    }

    /** The target group with health, by id. Asks every host; one that hangs takes up to a second. */
    public List<LabTarget> targets() {
        return lab.targetIds().stream()
                .flatMap(id -> Entries.read(lab.target(id)).map(file -> target(id, file)).stream())
                .toList();
    }

    /** What the clients counted. Open sessions are 0 when the traffic does not run. */
    public LabStats stats() {
        return traffic.stats();
    }

    public boolean trafficRunning() {
        return traffic.running();
    }

    /** Starts the clients unless they run. Waits up to 20 s for their initial sessions if anybody could serve them. */
    public void startTraffic() {
        requireLab();
        traffic.start();
        if (targets().stream().anyMatch(target -> target.health() == LabTarget.Health.HEALTHY)) {
            traffic.awaitInitialSessions();
        }
    }

    /** Ends the clients and their sessions, which are not counted as interrupted. Counters stay. */
    public void stopTraffic() {
        requireLab();
        traffic.stop();
    }

    /**
     * New sessions per minute from now on, 0 to 60000; remembered for the next start of the traffic. Does not start it:
     * see {@link #startTraffic}.
     */
    public void setRate(int arrivalsPerMinute) {
        requireLab();
        traffic.rate(arrivalsPerMinute);
    }

    /** The desired new sessions per minute. */
    public int rate() {
        return traffic.rate();
    }

    /** Starts the host's process: at most once, or, {@code again}, whenever it is gone. Not if it is terminated. */
    void start(String id, boolean again) {
        FileMutex.holding(LabDirectory.mutexFile(lab.host(id)), () -> {
            Entries host = Entries.read(lab.hostFile(id)).orElseThrow(() -> unknown(id));
            if (LabMachine.ended(host).isPresent()) {
                return;
            }
            if (again) {
                Spawner.startAgain(lab.host(id), command(id, host));
            } else {
                Spawner.startOnce(lab.host(id), command(id, host));
            }
        });
    }

    private List<String> command(String id, Entries host) {
        List<String> command = LabSpec.commandFrom(host);
        if (command.isEmpty()) {
            return Spawner.java(LabHost.class, "--dir", lab.path().toString(), "--id", id);
        }
        return command.stream()
                .map(word -> word.replace("{{version}}", host.text("version")).replace("{{id}}", id))
                .toList();
    }

    private LabTarget target(String id, Entries file) {
        Instant since;
        try {
            since = Instant.parse(file.text("registered-at"));
        } catch (DateTimeParseException damaged) {
            since = Instant.EPOCH;
        }
        Optional<LabMachine> machine = find(id);
        if (machine.isEmpty() || !machine.orElseThrow().alive()) {
            return new LabTarget(id, since, LabTarget.Health.UNUSED, "its process is gone");
        }
        if (machine.orElseThrow().state() == LabMachine.State.BOOTING) {
            return new LabTarget(id, since, LabTarget.Health.INITIAL, "it is booting");
        }
        Instant registered = since;
        return failure(machine.orElseThrow())
                .map(why -> new LabTarget(id, registered, LabTarget.Health.UNHEALTHY, why))
                .orElseGet(() -> new LabTarget(id, registered, LabTarget.Health.HEALTHY, ""));
    }

    /** Of a running host. What a real server's health is, only its plan's probes know. */
    static Optional<String> failure(LabMachine machine) {
        return machine.command().isEmpty() ? HealthCheck.failure(machine.port()) : Optional.empty();
    }

    /** Changes the host's record under its lock; a host without a record (a launch cut short) is left alone. */
    private void change(String id, UnaryOperator<Entries> change) {
        FileMutex.holding(
                LabDirectory.mutexFile(lab.host(id)),
                () -> Entries.read(lab.hostFile(id))
                        .ifPresent(host -> change.apply(host).writeTo(lab.hostFile(id))));
    }

    private void killAndWait(String id) {
        if (!LabTrafficControl.killAndWait(lab.host(id), KILL_BOUND)) {
            throw new LabException("Expected host " + id + " to end when killed, but found its process alive after "
                    + KILL_BOUND.toSeconds() + " s. Look at it with ps, then try again.");
        }
    }

    private LabMachine requireHost(String id) {
        requireLab();
        return find(id).orElseThrow(() -> unknown(id));
    }

    void requireLab() {
        if (!lab.exists()) {
            throw noLab();
        }
    }

    private LabException noLab() {
        return new LabException(
                "Expected a lab in " + lab.path() + ", but found none. Bring it up with 'mediaup lab up'.");
    }

    private LabException unknown(String id) {
        return new LabException("Expected a host " + id + " in lab " + lab.name()
                + ", but found none. List the hosts with 'mediaup lab status'.");
    }
}
