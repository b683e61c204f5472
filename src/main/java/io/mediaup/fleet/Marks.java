package io.mediaup.fleet;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What mediaup writes on a host itself (EC2 tags {@code mediaup:*}, the lab's host record), so that another machine
 * without the journal can tell whose the host is and since when it drains. Marks are hints to people and to a later run,
 * never locks: tags have no compare-and-set.
 *
 * @param values the marks by their name without the {@code mediaup:} prefix; in the order of their names
 */
public record Marks(Map<String, String> values) {

    private static final String RUN = "run";
    private static final String SLOT = "slot";
    private static final String PHASE = "phase";
    private static final String SINCE = "since";
    private static final String DESIRED = "desired";
    private static final String PLAN = "plan";
    private static final String ENDED = "ended";
    private static final String SIDE = "side";

    /** The value of the phase mark on a host that is cordoned. */
    public static final String DRAINING = "draining";

    /** The value of the phase mark on a host that takes part in a run and is not cordoned. */
    public static final String IN_SERVICE = "in-service";

    /** No marks at all. */
    public static final Marks NONE = new Marks(Map.of());

    /** The longest value of an EC2 tag. */
    private static final int LONGEST = 256;

    /**
     * Copies the map; the order is fixed so that a journal does not depend on chance. Values are made printable: they are
     * shown, and anybody may have written them.
     */
    public Marks {
        Map<String, String> copy = new TreeMap<>();
        values.forEach((name, value) -> copy.put(name, Printable.line(value, LONGEST)));
        values = Collections.unmodifiableMap(copy);
    }

    /** The marks that a run writes on a host: which run, for which slot, of how large a fleet, by which plan. */
    public static Marks of(String run, Slot slot, int desired, String planDigest) {
        return inRun(run, desired, planDigest).with(SLOT, slot.toString());
    }

    /** The marks of a selected host that has no slot, for example one that drains since an earlier run. */
    public static Marks inRun(String run, int desired, String planDigest) {
        return NONE.with(RUN, run).with(DESIRED, Integer.toString(desired)).with(PLAN, planDigest);
    }

    /** What a run writes on its hosts when it has ended. */
    public static Marks ended(String run) {
        return NONE.with(ENDED, run);
    }

    /** These marks of a host that belongs into the target group {@code side}, where traffic is moved by weights. */
    public Marks onSide(String side) {
        return with(SIDE, side);
    }

    /** The name of the target group that the host belongs into, where traffic is moved by weights. */
    public Optional<String> side() {
        return Optional.ofNullable(values.get(SIDE));
    }

    /** The run that the host is part of and that has not ended, as far as marks tell. */
    public Optional<String> openRun() {
        return run().filter(run -> !run.equals(values.get(ENDED)));
    }

    /** These marks with the phase set to draining since {@code since}. */
    public Marks draining(Instant since) {
        return with(PHASE, DRAINING).with(SINCE, since.toString());
    }

    /** These marks with the phase set to in service. */
    public Marks inService(Instant since) {
        return with(PHASE, IN_SERVICE).with(SINCE, since.toString());
    }

    /** These marks, overwritten by {@code newer} where both have a value. */
    public Marks overlaidBy(Marks newer) {
        Map<String, String> merged = new TreeMap<>(values);
        merged.putAll(newer.values);
        return new Marks(merged);
    }

    /** The run that wrote the marks. */
    public Optional<String> run() {
        return Optional.ofNullable(values.get(RUN));
    }

    /** The slot for which the host was launched or which it was assigned. */
    public Optional<Slot> slot() {
        return Optional.ofNullable(values.get(SLOT)).map(Slot::parse);
    }

    /** Whether the host is marked as draining. */
    public boolean isDraining() {
        return DRAINING.equals(values.get(PHASE));
    }

    /** Since when the host is in its phase; empty when the mark is missing or unreadable, which callers read as "now". */
    public Optional<Instant> since() {
        try {
            return Optional.ofNullable(values.get(SINCE)).map(Instant::parse);
        } catch (java.time.format.DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** The size of the fleet that the marking run desired. */
    public OptionalInt desired() {
        try {
            return Optional.ofNullable(values.get(DESIRED)).map(Integer::parseInt).stream()
                    .mapToInt(Integer::intValue)
                    .findFirst();
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private Marks with(String name, String value) {
        Map<String, String> next = new TreeMap<>(values);
        next.put(name, value);
        return new Marks(next);
    }
}
