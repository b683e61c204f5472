package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Windows by the wall clock, in two zones that change it on other nights: Europe/Amsterdam on 2026-03-29 from 02:00 to
 * 03:00 and on 2026-10-25 from 03:00 to 02:00; America/New_York on 2026-03-08 from 02:00 to 03:00 and on 2026-11-01 from
 * 02:00 to 01:00.
 */
class ScheduleTest {

    private static final String AMSTERDAM = "Europe/Amsterdam";
    private static final String NEW_YORK = "America/New_York";

    /** From a moment at which it is closed: when it opens and closes next. */
    @ParameterizedTest(name = "{0} {1} {2} after {3}")
    @CsvSource({
        // An ordinary night, in winter and in summer.
        "Europe/Amsterdam, 0 2 * * TUE-THU, 4h, 2026-01-05T12:00+01:00, 2026-01-06T02:00+01:00, 2026-01-06T06:00+01:00",
        "Europe/Amsterdam, 0 2 * * TUE-THU, 4h, 2026-07-09T06:00+02:00, 2026-07-14T02:00+02:00, 2026-07-14T06:00+02:00",
        "America/New_York, 0 2 * * 2-4, 4h, 2026-01-05T12:00-05:00, 2026-01-06T02:00-05:00, 2026-01-06T06:00-05:00",
        // The hour that is left out: counted on from before the change; the length is time that passes.
        "Europe/Amsterdam, 0 2 * * *, 4h, 2026-03-29T00:00+01:00, 2026-03-29T03:00+02:00, 2026-03-29T07:00+02:00",
        "Europe/Amsterdam, 30 2 * * *, 1h, 2026-03-29T00:00+01:00, 2026-03-29T03:30+02:00, 2026-03-29T04:30+02:00",
        "America/New_York, 30 2 * * *, 1h, 2026-03-08T00:00-05:00, 2026-03-08T03:30-04:00, 2026-03-08T04:30-04:00",
        // A window over that change, begun before it.
        "Europe/Amsterdam, 0 1 * * *, 4h, 2026-03-29T00:00+01:00, 2026-03-29T01:00+01:00, 2026-03-29T06:00+02:00",
        "America/New_York, 0 23 * * SAT, 6h, 2026-03-07T12:00-05:00, 2026-03-07T23:00-05:00, 2026-03-08T06:00-04:00",
        // The hour that comes twice: the first of the two.
        "Europe/Amsterdam, 30 2 * * *, 30m, 2026-10-25T00:00+02:00, 2026-10-25T02:30+02:00, 2026-10-25T02:00+01:00",
        "Europe/Amsterdam, 30 2 * * *, 30m, 2026-10-25T02:00+01:00, 2026-10-26T02:30+01:00, 2026-10-26T03:00+01:00",
        "America/New_York, 30 1 * * *, 30m, 2026-11-01T00:00-04:00, 2026-11-01T01:30-04:00, 2026-11-01T01:00-05:00",
        "America/New_York, 30 1 * * *, 30m, 2026-11-01T01:00-05:00, 2026-11-02T01:30-05:00, 2026-11-02T02:00-05:00",
        // Every hour means every one, also the second of the two.
        "Europe/Amsterdam, 30 * * * *, 10m, 2026-10-25T02:40+02:00, 2026-10-25T02:30+01:00, 2026-10-25T02:40+01:00",
        "America/New_York, */30 * * * *, 10m, 2026-11-01T01:40-04:00, 2026-11-01T01:00-05:00, 2026-11-01T01:10-05:00",
        // A window over that change, and one across midnight.
        "Europe/Amsterdam, 0 1 * * *, 4h, 2026-10-25T00:00+02:00, 2026-10-25T01:00+02:00, 2026-10-25T04:00+01:00",
        "America/New_York, 0 22 * * SAT, 8h, 2026-10-31T12:00-04:00, 2026-10-31T22:00-04:00, 2026-11-01T05:00-05:00",
        "Europe/Amsterdam, 0 22 * * MON, 4h, 2026-06-01T12:00+02:00, 2026-06-01T22:00+02:00, 2026-06-02T02:00+02:00",
        // Where both days are named, either will do; a leap day comes, too.
        "Europe/Amsterdam, 0 2 13 * FRI, 1h, 2026-02-10T12:00+01:00, 2026-02-13T02:00+01:00, 2026-02-13T03:00+01:00",
        "Europe/Amsterdam, 0 2 15 * FRI, 1h, 2026-02-13T12:00+01:00, 2026-02-15T02:00+01:00, 2026-02-15T03:00+01:00",
        "Europe/Amsterdam, 0 2 29 2 *, 1h, 2026-01-01T12:00+01:00, 2028-02-29T02:00+01:00, 2028-02-29T03:00+01:00",
    })
    void shouldOpenAndCloseByTheWallClock(
            String zone, String cron, String lasts, String after, String opens, String closes) {
        Schedule schedule = schedule(window(zone, cron, lasts));

        Schedule.Period closed = schedule.at(at(after));
        assertThat(closed.open()).isFalse();
        assertThat(closed.until()).isEqualTo(at(opens));
        Schedule.Period open = schedule.at(closed.until());
        assertThat(open.open()).isTrue();
        assertThat(open.until()).isEqualTo(at(closes));
        assertThat(schedule.at(closed.until().minusNanos(1)).open()).isFalse();
        assertThat(schedule.at(open.until().minusNanos(1)))
                .isEqualTo(new Schedule.Period(true, open.until().minusNanos(1), open.until()));
        assertThat(schedule.at(open.until()).open()).isFalse();
    }

    /** However the clock is changed, a night is a night: as many windows as days, none of them longer or shorter. */
    @ParameterizedTest
    @ValueSource(strings = {AMSTERDAM, NEW_YORK, "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"})
    void shouldOpenOnceADayForTheWholeTime(String name) {
        ZoneId zone = ZoneId.of(name);
        Schedule schedule = schedule(window(name, "15 2 * * *", "90m"));
        Instant now = LocalDate.of(2026, 1, 1).atStartOfDay(zone).toInstant();
        Instant end = LocalDate.of(2027, 1, 1).atStartOfDay(zone).toInstant();

        int nights = 0;
        for (Schedule.Period next = schedule.at(now); next.until().isBefore(end); next = schedule.at(next.until())) {
            if (next.open()) {
                nights++;
                assertThat(Duration.between(next.from(), next.until())).isEqualTo(Duration.ofMinutes(90));
                assertThat(next.from().atZone(zone).getHour()).isBetween(2, 3);
            }
        }
        assertThat(nights).isEqualTo(365);
    }

    @Test
    void shouldCountWindowsThatOverlapOrTouchAsOne() {
        Schedule schedule = schedule(
                window("UTC", "0 2 * * *", "2h"), window("UTC", "0 3 * * *", "2h"), window("UTC", "0 5 * * *", "1h"));

        assertThat(schedule.at(at("2026-01-01T02:30Z")).until()).isEqualTo(at("2026-01-01T06:00Z"));
        assertThat(schedule.at(at("2026-01-01T06:00Z")))
                .isEqualTo(new Schedule.Period(false, at("2026-01-01T06:00Z"), at("2026-01-02T02:00Z")));
    }

    @Test
    void shouldAlwaysBeOpenWithoutWindows() {
        assertThat(Schedule.ALWAYS.at(Instant.EPOCH)).isEqualTo(new Schedule.Period(true, Instant.MIN, Instant.MAX));
    }

    private static Schedule schedule(Window... windows) {
        return new Schedule(Stream.of(windows).toList(), false);
    }

    private static Window window(String zone, String cron, String lasts) {
        return new Window(
                cron, Durations.parse(lasts).orElseThrow(), zone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(zone));
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }
}
