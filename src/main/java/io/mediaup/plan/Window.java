package io.mediaup.plan;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A time that comes again and again, in which changes may start. Immutable.
 *
 * <p>The cron expression is read on the wall clock of the zone, without the library that reads it knowing of any zone: it
 * sees local times only. What they mean is RFC 5545, 3.3.5 and 3.3.10: a local time that a change to summer time leaves
 * out is counted on from before the change (02:30 opens at 03:30); one that comes twice is the first of the two, unless
 * the expression says "every hour", which means every one. {@code lasts} is time that passes, so a window over a change
 * closes an hour earlier or later by the wall clock.
 *
 * @param cron five fields: minute, hour, day of month, month, day of week; where both days are named, either will do
 * @param lasts how long it is open; at least a minute
 * @param zone whose wall clock counts
 */
public record Window(String cron, Duration lasts, ZoneId zone) {

    /** No wall clock is put forward or back by more at a time; two hours have been, and one is the rule. */
    private static final Duration LARGEST_CHANGE = Duration.ofHours(3);

    /** The expression; throws {@link IllegalArgumentException} when it is none. */
    static ExecutionTime parse(String cron) {
        Cron parsed = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(cron);
        return ExecutionTime.forCron(parsed.validate());
    }

    /** When it is, or was, opened for the time of {@code now}; empty while it is closed. */
    Optional<Instant> openedFor(ExecutionTime times, Instant now) {
        Instant earliest = now.minus(lasts);
        LocalDateTime local = local(earliest).minus(LARGEST_CHANGE);
        Optional<Instant> opened = Optional.empty();
        for (Optional<LocalDateTime> at = next(times, local);
                at.isPresent() && !at.get().isAfter(local(now).plus(LARGEST_CHANGE));
                at = next(times, at.get())) {
            for (Instant opening : instants(at.get())) {
                boolean open = opening.isAfter(earliest) && !opening.isAfter(now);
                if (open && opened.filter(opening::isBefore).isEmpty()) {
                    opened = Optional.of(opening);
                }
            }
        }
        return opened;
    }

    /** When it opens next after {@code now}; empty when it never does. */
    Optional<Instant> opensAfter(ExecutionTime times, Instant now) {
        Optional<Instant> first = Optional.empty();
        Optional<LocalDateTime> at = next(times, local(now).minus(LARGEST_CHANGE));
        // A later local time may be an earlier moment, on a night on which an hour comes twice.
        while (at.isPresent()
                && (first.isEmpty() || !at.get().isAfter(local(first.get()).plus(LARGEST_CHANGE)))) {
            for (Instant opening : instants(at.get())) {
                if (opening.isAfter(now) && first.filter(opening::isAfter).isEmpty()) {
                    first = Optional.of(opening);
                }
            }
            at = next(times, at.get());
        }
        return first;
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }

    private static Optional<LocalDateTime> next(ExecutionTime times, LocalDateTime after) {
        return times.nextExecution(after.atZone(ZoneOffset.UTC)).map(ZonedDateTime::toLocalDateTime);
    }

    private List<Instant> instants(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.size() > 1 && everyHour()
                ? offsets.stream().map(local::toInstant).toList()
                : List.of(local.atZone(zone).toInstant());
    }

    private boolean everyHour() {
        return cron.strip().split("\\s+", -1)[1].equals("*");
    }
}
