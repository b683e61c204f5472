package io.mediaup.fleet;

import java.util.Map;
import java.util.Set;

/**
 * The state of one host in every target group of its side.
 *
 * @param groups target group name to state; every group of the host's side has an entry; never empty
 * @param passive those of the groups that are sent nothing new at the moment, because their weight is 0, or as good as 0
 */
public record Rotation(Map<String, TargetState> groups, Set<String> passive) {

    /** Copies the map and the set. */
    public Rotation {
        groups = Map.copyOf(groups);
        passive = Set.copyOf(passive);
    }

    /** In groups that all get traffic. */
    public Rotation(Map<String, TargetState> groups) {
        this(groups, Set.of());
    }

    /** In rotation: healthy in <em>every</em> group, and ready for what its weight sends it. */
    public boolean in() {
        for (TargetState state : groups.values()) {
            if (state != TargetState.HEALTHY) {
                return false;
            }
        }
        return !groups.isEmpty();
    }

    /** Out of rotation: provably sent nothing new by <em>any</em> group. Neither in nor out is possible, and common. */
    public boolean out() {
        return groups.entrySet().stream().allMatch(group -> group.getValue().out() || passive.contains(group.getKey()));
    }

    /** Whether some group is known to have the host as a target, and to send it something. */
    public boolean targeted() {
        return groups.entrySet().stream()
                .anyMatch(group -> !group.getValue().out()
                        && group.getValue() != TargetState.UNAVAILABLE
                        && !passive.contains(group.getKey()));
    }

    /** Whether some group knows the host as a target that is not on its way out. */
    public boolean registered() {
        return groups.values().stream().anyMatch(s -> !s.out());
    }

    /** The same groups, all in {@code state}. */
    public Rotation all(TargetState state) {
        Map<String, TargetState> next = new java.util.HashMap<>();
        groups.keySet().forEach(group -> next.put(group, state));
        return new Rotation(next, passive);
    }

    @Override
    public String toString() {
        return groups.size() == 1
                ? groups.values().iterator().next().toString().toLowerCase(java.util.Locale.ROOT)
                : groups.toString().toLowerCase(java.util.Locale.ROOT);
    }
}
