package io.mediaup.fleet;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a host is launched from, in the words of its provider: for EC2 a launch template with its version, or an AMI with
 * all that belongs to it. Everybody but the provider passes it on unread. Holds no secret.
 *
 * @param values the provider's words, in the order of their names; empty when it is unknown
 */
public record LaunchDefinition(Map<String, String> values) {

    /** Nobody knows. */
    public static final LaunchDefinition UNKNOWN = new LaunchDefinition(Map.of());

    private static final String STANDBY = "standby";

    /** Not a new machine: the standby host {@code id} is started, and runs from then on what the launch asks for. */
    public static LaunchDefinition ofStandby(HostId id) {
        return new LaunchDefinition(Map.of(STANDBY, id.value()));
    }

    /** The standby host that is started instead of a new one, if any. */
    public Optional<HostId> standby() {
        return Optional.ofNullable(values.get(STANDBY)).map(HostId::new);
    }

    /** Copies the map; the order is fixed so that a journal does not depend on chance. */
    public LaunchDefinition {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** Whether it is known, so that a host can be launched from it. */
    public boolean known() {
        return !values.isEmpty();
    }

    /** For people, such as {@code image ami-1, template lt-1, version 42}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
