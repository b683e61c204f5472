package io.mediaup.fleet;

import java.util.Map;

/**
 * The state of one host in every target group of its side.
 *
 * @param groups target group name to state; every group of the plan has an entry; never empty
 */
public record Rotation(Map<String, TargetState> groups) {

    /** Copies the map. */
    public Rotation {
        groups = Map.copyOf(groups);
    }

    /** In rotation: healthy in <em>every</em> group. */
    public boolean in() {
        return !groups.isEmpty() && groups.values().stream().allMatch(s -> s == TargetState.HEALTHY);
    }

    /** Out of rotation: provably sent nothing new by <em>any</em> group. Neither in nor out is possible, and common. */
    public boolean out() {
        return groups.values().stream().allMatch(TargetState::out);
    }

    /** Whether some group knows the host as a target that is not on its way out. */
    public boolean registered() {
        return groups.values().stream().anyMatch(s -> !s.out());
    }

    /** The same groups, all in {@code state}. */
    public Rotation all(TargetState state) {
        Map<String, TargetState> next = new java.util.HashMap<>();
        groups.keySet().forEach(group -> next.put(group, state));
        return new Rotation(next);
    }

    @Override
    public String toString() {
        return groups.size() == 1
                ? groups.values().iterator().next().toString().toLowerCase(java.util.Locale.ROOT)
                : groups.toString().toLowerCase(java.util.Locale.ROOT);
    }
}
