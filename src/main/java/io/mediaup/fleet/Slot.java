package io.mediaup.fleet;

import java.util.Comparator;

/**
 * A place in the desired fleet. Assigned once per run; a replacement is launched <em>for a slot</em>, so a slot outlives
 * the hosts that fill it.
 *
 * @param zone the zone in which the slot's host runs
 * @param ordinal counts from 1 within the zone
 */
public record Slot(String zone, int ordinal) implements Comparable<Slot> {

    private static final Comparator<Slot> ORDER =
            Comparator.comparingInt(Slot::ordinal).thenComparing(Slot::zone);

    /** Reads the form that {@link #toString()} writes, such as {@code eu-west-1a/3}. */
    public static Slot parse(String text) {
        int slash = text.lastIndexOf('/');
        if (slash <= 0) {
            throw new IllegalArgumentException("Expected a slot such as a/1, but found '" + text + "'.");
        }
        return new Slot(text.substring(0, slash), Integer.parseInt(text.substring(slash + 1)));
    }

    /** By ordinal, then by zone: walking slots in this order spreads the walk over the zones. */
    @Override
    public int compareTo(Slot other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return zone + "/" + ordinal;
    }
}
