package io.mediaup.fleet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The latest readings of one session counter of one host, in this process. After a restart they start empty: readings
 * are never taken over from a journal.
 *
 * @param recent oldest first; bounded by the observer, never fewer than a plan's {@code drain.stable-for} once taken
 * @param failingSince since when every reading has failed; {@link Instant#MAX} when the newest one did not
 * @param flat the first of the readings since which every known count was the same; unknown when none is known
 */
public record CounterReadings(List<Reading<Long>> recent, Instant failingSince, Reading<Long> flat) {

    /** No reading yet. */
    public static final CounterReadings NONE =
            new CounterReadings(List.of(), Instant.MAX, Reading.unknown("not read yet", Instant.MAX));

    /** Copies the list. */
    public CounterReadings {
        recent = List.copyOf(recent);
    }

    /** The newest reading, known or not. */
    public Optional<Reading<Long>> newest() {
        return recent.isEmpty() ? Optional.empty() : Optional.of(recent.get(recent.size() - 1));
    }

    /** The newest count, if the newest reading is known. */
    public Optional<Long> count() {
        return newest().flatMap(Reading::value);
    }

    /** The newest count that is still known among the recent readings, however old. */
    public Optional<Long> lastKnown() {
        for (int i = recent.size() - 1; i >= 0; i--) {
            Optional<Long> value = recent.get(i).value();
            if (value.isPresent()) {
                return value;
            }
        }
        return Optional.empty();
    }

    /**
     * How many of the newest readings in a row, none taken before {@code after}, are known and at most {@code threshold}.
     * Zero when the newest one is older than {@code staleAfter} at {@code now}.
     */
    public int streak(long threshold, Instant after, Instant now, Duration staleAfter) {
        if (newest().isEmpty() || !newest().get().isWithin(staleAfter, now)) {
            return 0;
        }
        int streak = 0;
        for (int i = recent.size() - 1; i >= 0; i--) {
            Reading<Long> reading = recent.get(i);
            boolean low = reading.value().filter(count -> count <= threshold).isPresent();
            if (!low || reading.at().isBefore(after)) {
                break;
            }
            streak++;
        }
        return streak;
    }

    /** These readings with one more; only the newest {@code keep} are kept. */
    public CounterReadings plus(Reading<Long> reading, int keep) {
        List<Reading<Long>> next = new ArrayList<>(keep);
        for (int i = Math.max(0, recent.size() - keep + 1); i < recent.size(); i++) {
            next.add(recent.get(i));
        }
        next.add(reading);
        Instant since = failingSince.equals(Instant.MAX) ? reading.at() : failingSince;
        return new CounterReadings(next, reading.value().isPresent() ? Instant.MAX : since, flat(reading));
    }

    /** An unknown count is no change: nobody saw one. */
    private Reading<Long> flat(Reading<Long> reading) {
        boolean unchanged = reading.value().isEmpty() || reading.value().equals(flat.value());
        return unchanged ? flat : reading;
    }

    /** Since when every known count was the same; {@link Instant#MAX} when none is known. */
    public Instant flatSince() {
        return flat.at();
    }

    /** Whether every reading has failed for {@code atLeast} at {@code now}. */
    public boolean failing(Instant now, Duration atLeast) {
        return !failingSince.isAfter(now.minus(atLeast));
    }
}
