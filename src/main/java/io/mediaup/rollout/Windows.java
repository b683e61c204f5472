package io.mediaup.rollout;

import io.mediaup.plan.Schedule;
import io.mediaup.plan.Schedule.Period;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The plan's windows in one run. Keeps its last answer, since finding the next opening takes its time. */
public final class Windows {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private final Schedule schedule;
    private Period period = new Period(true, Instant.MAX, Instant.MIN);

    Windows(Schedule schedule) {
        this.schedule = schedule;
    }

    /** What holds at {@code now}. */
    Period at(Instant now) {
        if (!period.covers(now)) {
            period = schedule.at(now);
        }
        return period;
    }

    /** That a window was opened or closed since it was last recorded. */
    Optional<Fact> verdict(RolloutState state, Instant now) {
        if (schedule.always()) {
            return Optional.empty();
        }
        Period holds = at(now);
        Fact fact =
                holds.open() ? new Fact.WindowOpened(now, holds.until()) : new Fact.WindowClosed(now, holds.until());
        boolean known = state.window()
                .filter(last -> last.open() == holds.open() && last.until().equals(holds.until()))
                .isPresent();
        return known ? Optional.empty() : Optional.of(fact);
    }

    /** A moment on the wall clock of the schedule's first window, such as {@code Tue 6 Jan 02:00 Europe/Amsterdam}. */
    public static String moment(Schedule schedule, Instant at) {
        ZoneId zone =
                schedule.always() ? ZoneOffset.UTC : schedule.windows().get(0).zone();
        return MOMENT.format(at.atZone(zone)) + " " + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId());
    }

    /** That the window is closed, and until when. */
    public static String closed(Schedule schedule, Instant now, Instant opens) {
        return "the window is closed until " + moment(schedule, opens) + ", for "
                + Texts.duration(Duration.between(now, opens)) + " more";
    }
}
