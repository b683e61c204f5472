package io.mediaup.plan;

import com.cronutils.model.time.ExecutionTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * When changes may start: whenever one of the windows is open, or always when there are none. Windows that overlap count as
 * one. Immutable.
 */
public final class Schedule {

    /** Changes may start at any time. */
    public static final Schedule ALWAYS = new Schedule(List.of(), false);

    private final List<Window> windows;
    private final boolean retireOutside;
    private final Map<Window, ExecutionTime> times;

    /**
     * A schedule of these windows.
     *
     * @param retireOutside whether hosts may be retired outside of them, too
     * @throws IllegalArgumentException when a cron expression is none
     */
    public Schedule(List<Window> windows, boolean retireOutside) {
        this.windows = List.copyOf(windows);
        this.retireOutside = retireOutside;
        this.times = this.windows.stream()
                .distinct()
                .collect(Collectors.toMap(window -> window, window -> Window.parse(window.cron())));
    }

    /**
     * What holds at a moment, and for how long.
     *
     * @param open whether changes may start
     * @param from the moment
     * @param until when that changes; {@link Instant#MAX} for never
     */
    public record Period(boolean open, Instant from, Instant until) {
        /** Whether this tells what holds at {@code now}. */
        public boolean covers(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /** The windows. */
    public List<Window> windows() {
        return windows;
    }

    /** Whether hosts may be retired outside of the windows. */
    public boolean retireOutside() {
        return retireOutside;
    }

    /** Whether changes may start at any time. */
    public boolean always() {
        return windows.isEmpty();
    }

    /** What holds at {@code now}. Not quick: keep the answer for as long as it covers. */
    public Period at(Instant now) {
        if (always()) {
            return new Period(true, Instant.MIN, Instant.MAX);
        }
        Instant closes = closes(now);
        boolean open = closes.isAfter(now);
        return new Period(open, now, open ? closes : opens(now));
    }

    /** The end of the windows that are open at {@code now}, one after the other; {@code now} when none is. */
    private Instant closes(Instant now) {
        Instant closes = now;
        boolean longer = true;
        while (longer) {
            longer = false;
            for (Window window : windows) {
                Optional<Instant> end = window.openedFor(times(window), closes).map(at -> at.plus(window.lasts()));
                if (end.isPresent() && end.get().isAfter(closes)) {
                    closes = end.get();
                    longer = true;
                }
            }
        }
        return closes;
    }

    private Instant opens(Instant now) {
        return windows.stream()
                .flatMap(window -> window.opensAfter(times(window), now).stream())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    private ExecutionTime times(Window window) {
        ExecutionTime found = times.get(window);
        if (found == null) {
            throw new IllegalStateException("Expected " + window + " to be a window of the schedule.");
        }
        return found;
    }
}
