package io.mediaup.fleet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a listener or a rule spreads new traffic over target groups. On ELBv2 a weight is 0 to 999, and a group's share is its
 * weight in all of them (Elastic Load Balancing user guides, "Weighted target groups").
 *
 * @param weights weight by name of the target group, of every group that is forwarded to, be it with 0
 */
public record Traffic(Map<String, Integer> weights) {

    /**
     * A group whose share is this or less, in thousandths, is taken for out of the rotation: it is the least that an NLB can
     * give a group without closing its connections.
     */
    private static final int LEAST_SHARE = 1;

    /** Copies the map in the order of the names. */
    public Traffic {
        weights = Collections.unmodifiableMap(new TreeMap<>(weights));
    }

    /** The weight of {@code group}; 0 when nothing is forwarded to it. */
    public int weight(String group) {
        return weights.getOrDefault(group, 0);
    }

    /** Whether {@code group} gets nothing new, or so little that it counts as nothing. */
    public boolean passive(String group) {
        return weight(group) * 1000L <= (long) LEAST_SHARE * total();
    }

    /** The sum of all weights. */
    public int total() {
        return weights.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The same, but with {@code weight} for {@code group}. */
    public Traffic with(String group, int weight) {
        Map<String, Integer> next = new LinkedHashMap<>(weights);
        next.put(group, weight);
        return new Traffic(next);
    }

    /** Such as {@code blue 90, green 10}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        weights.forEach((group, weight) -> text.append(text.isEmpty() ? "" : ", ")
                .append(group)
                .append(' ')
                .append(weight));
        return text.toString();
    }
}
