package io.mediaup.provider.aws.fake;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One EC2 instance; its state follows from the time. Guarded by the cloud. */
public final class Instance {

    /** A terminated instance is still described for about an hour (EC2 user guide). */
    static final Duration VISIBLE = Duration.ofHours(1);

    final String id;
    final String token;
    final LaunchSettings settings;
    final Subnet subnet;
    final String address;
    final Instant launchedAt;
    final Lagged<Map<String, String>> tags = new Lagged<>();
    private final Instant runningAt;
    private Instant shuttingDownAt = Instant.MAX;
    private Instant terminatedAt = Instant.MAX;
    private boolean stopped;
    boolean protectedFromTermination;

    /** Whether its server answers the health checks of the target groups. */
    boolean healthy = true;

    @Nullable
    Reason reason;

    /** Why an instance changed its state. */
    record Reason(String code, String message) {}

    /** When an instance was launched, and when it will be running. */
    record Birth(Instant launchedAt, Instant runningAt) {}

    Instance(String id, String token, LaunchSettings settings, Subnet subnet, String address, Birth birth) {
        this.id = id;
        this.token = token;
        this.settings = settings;
        this.subnet = subnet;
        this.address = address;
        this.launchedAt = birth.launchedAt();
        this.runningAt = birth.runningAt();
        this.protectedFromTermination = settings.terminationProtection();
    }

    /** Its id. */
    public String id() {
        return id;
    }

    /** Its zone. */
    public String zone() {
        return subnet.zone();
    }

    /** Its private address. */
    public String address() {
        return address;
    }

    /** Its tags as they are, whatever descriptions show yet. */
    public Map<String, String> tags() {
        return tags.latest();
    }

    /** What it was launched from. */
    public LaunchSettings settings() {
        return settings;
    }

    /** The client token of its launch; empty without one. */
    public String token() {
        return token;
    }

    /** The state at {@code now}, in the words of EC2. */
    public String state(Instant now) {
        if (!now.isBefore(terminatedAt)) {
            return "terminated";
        }
        if (!now.isBefore(shuttingDownAt)) {
            return "shutting-down";
        }
        if (stopped) {
            return "stopped";
        }
        return now.isBefore(runningAt) ? "pending" : "running";
    }

    /** Whether it runs, or will. */
    public boolean alive(Instant now) {
        String state = state(now);
        return state.equals("pending") || state.equals("running");
    }

    int stateCode(Instant now) {
        return switch (state(now)) {
            case "pending" -> 0;
            case "running" -> 16;
            case "shutting-down" -> 32;
            case "terminated" -> 48;
            default -> 80;
        };
    }

    Optional<Reason> reason(Instant now) {
        return alive(now) ? Optional.empty() : Optional.ofNullable(reason);
    }

    /** Whether it can be described at all. */
    boolean visible(Instant now) {
        return tags.seen(now).isPresent()
                && (terminatedAt.equals(Instant.MAX) || now.isBefore(terminatedAt.plus(VISIBLE)));
    }

    /** The tags of a terminated instance go before the instance does. */
    Map<String, String> seenTags(Instant now) {
        return now.isBefore(terminatedAt) ? tags.seen(now).orElse(Map.of()) : Map.of();
    }

    /** Ends it, unless it has ended. */
    void end(Instant from, Duration takes, Reason why) {
        if (shuttingDownAt.isAfter(from)) {
            shuttingDownAt = from;
            terminatedAt = from.plus(takes);
            reason = why;
        }
    }

    void stop() {
        stopped = true;
    }

    void tag(Map<String, String> more, List<String> gone, Instant seenFrom) {
        Map<String, String> all = new LinkedHashMap<>(tags.latest());
        all.putAll(more);
        all.keySet().removeAll(gone);
        tags.set(Map.copyOf(all), seenFrom);
    }
}
