package io.mediaup.provider.aws.fake;

import java.util.Map;
import java.util.TreeMap;

/** How often each action was called, counted on the side of AWS: also what was refused or whose response was lost. */
public final class Calls {

    private final Map<String, Integer> counts = new TreeMap<>();
    private int refused;

    Calls() {}

    synchronized void count(String action) {
        counts.merge(action, 1, Integer::sum);
    }

    synchronized void countRefusal() {
        refused++;
    }

    /** Calls of one action. */
    public synchronized int of(String action) {
        return counts.getOrDefault(action, 0);
    }

    /** Calls by action. */
    public synchronized Map<String, Integer> all() {
        return new TreeMap<>(counts);
    }

    /** Calls that change something. */
    public synchronized int mutating() {
        return counts.entrySet().stream()
                .filter(call -> mutates(call.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Calls that were throttled. */
    public synchronized int refused() {
        return refused;
    }

    /** From now on counts anew. */
    public synchronized void clear() {
        counts.clear();
        refused = 0;
    }

    static boolean mutates(String action) {
        return !action.startsWith("Describe") && !action.startsWith("Get") && !action.startsWith("Decode");
    }
}
