package io.mediaup.lab;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A host of the lab as it is at the moment of looking.
 *
 * @param id such as {@code lab-a1b2c3}; the same launch key always gives the same id
 * @param zone the zone that it was launched in
 * @param version the version that it was launched with
 * @param launchKey the key of the launch that created it
 * @param launchedAt when its launch was recorded
 * @param state what has become of it
 * @param pid of its process, 0 unless {@link State#BOOTING} or {@link State#RUNNING}
 * @param port on 127.0.0.1, 0 unless {@link State#RUNNING}; also 0 for a command without {@code {{port}}}
 * @param command the real server that it runs, empty for the built-in one
 * @param tags as given at its launch
 * @param marks as given at its launch and by {@link LabFleet#mark}
 */
public record LabMachine(
        String id,
        String zone,
        String version,
        String launchKey,
        Instant launchedAt,
        State state,
        long pid,
        int port,
        List<String> command,
        Map<String, String> tags,
        Map<String, String> marks) {

    /** What has become of a host. */
    public enum State {
        /** Its process lives but does not listen yet. */
        BOOTING,
        /** Its process lives and its port is known; whether it is healthy is for a probe to say. */
        RUNNING,
        /** It should run, but its process is gone. */
        DEAD,
        /** It was terminated through {@link LabFleet#terminate}. */
        TERMINATED,
        /** It was stopped through {@link LabFleet#stop}, and is kept for people to look at. */
        STOPPED,
        /** The same, and a launch may start it again. */
        STANDBY;

        /** Whether it should run. */
        public boolean wanted() {
            return this == BOOTING || this == RUNNING || this == DEAD;
        }
    }

    public LabMachine {
        command = List.copyOf(command);
        tags = Map.copyOf(tags);
        marks = Map.copyOf(marks);
    }

    public boolean alive() {
        return state == State.BOOTING || state == State.RUNNING;
    }

    /** Where its HTTP interface is, such as {@code http://127.0.0.1:40123}; empty while it does not listen. */
    public Optional<URI> baseUri() {
        return port == 0 ? Optional.empty() : Optional.of(URI.create("http://127.0.0.1:" + port));
    }

    /**
     * Looks at one host. Empty when there is none, and also when its launch never got as far as a process: such a
     * launch has not happened, and launching with its key again completes it.
     */
    static Optional<LabMachine> read(LabDirectory lab, String id) {
        Optional<Entries> file = Entries.read(lab.hostFile(id));
        Optional<State> ended = file.flatMap(LabMachine::ended);
        if (ended.isPresent()) {
            return Optional.of(of(id, file.orElseThrow(), ended.orElseThrow(), 0, 0));
        }
        Spawner.Trace trace = Spawner.Trace.of(lab.host(id));
        Optional<ProcessIdentity> living = trace.living();
        if (file.isEmpty() || (living.isEmpty() && trace.phase() == Spawner.Phase.NEVER)) {
            return Optional.empty();
        }
        if (living.isEmpty()) {
            return Optional.of(of(id, file.orElseThrow(), State.DEAD, 0, 0));
        }
        int port = port(trace);
        // A command may have its port in its own configuration; then probes know where to find it.
        boolean booting = port == 0 && LabSpec.commandFrom(file.orElseThrow()).isEmpty();
        return Optional.of(of(
                id,
                file.orElseThrow(),
                booting ? State.BOOTING : State.RUNNING,
                living.orElseThrow().pid(),
                port));
    }

    private static LabMachine of(String id, Entries file, State state, long pid, int port) {
        List<String> command = LabSpec.commandFrom(file);
        return new LabMachine(
                id,
                file.text("zone"),
                file.text("version"),
                file.text("launch-key"),
                instant(file.text("launched-at")),
                state,
                pid,
                port,
                command,
                file.under("tag."),
                file.under("mark."));
    }

    /** Why it should not run; empty when it should. */
    static Optional<State> ended(Entries hostFile) {
        return switch (hostFile.text("wanted")) {
            case "terminated" -> Optional.of(State.TERMINATED);
            case "stopped" -> Optional.of(State.STOPPED);
            case "standby" -> Optional.of(State.STANDBY);
            default -> Optional.empty();
        };
    }

    /** Written by the host itself once it listens, or chosen for a command when it was spawned. */
    private static int port(Spawner.Trace trace) {
        long chosen = trace.spawn().map(spawn -> spawn.number("port", 0)).orElse(0L);
        return (int) trace.runtime()
                .map(runtime -> runtime.number("port", 0))
                .filter(port -> port != 0)
                .orElse(chosen)
                .longValue();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException damaged) {
            return Instant.EPOCH;
        }
    }
}
