package io.mediaup.plan;

import com.cronutils.model.time.ExecutionTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the windows of a plan, and finds those that cannot be meant. */
final class WindowReader {

    static final Key WINDOWS = Key.of(
            "windows",
            new Kind.Listing(
                    PlanFormat.section(
                            Key.of(
                                            "cron",
                                            PlanFormat.words("[^\\n]{1,200}", "a cron expression"),
                                            "When it opens: minute, hour, day of month, month, day of week.")
                                    .needed(),
                            Key.of(
                                            "lasts",
                                            PlanFormat.span(Duration.ofMinutes(1), Duration.ofDays(30)),
                                            "How long it is open.")
                                    .needed(),
                            Key.of(
                                            "timezone",
                                            PlanFormat.words(
                                                    "[A-Za-z0-9_+/:-]{1,64}", "a time zone such as Europe/Amsterdam"),
                                            "Whose wall clock counts; daylight saving time is heeded.")
                                    .or("UTC")),
                    1,
                    false),
            "When changes may start; always, without any.");

    static final Key RETIRE_OUTSIDE = Key.of(
                    "retire-outside", new Kind.Flag(), "Whether hosts may be retired outside of a window.")
            .or("false");

    /** Eight years: a day that the calendar has at all comes up in them. */
    private static final Instant FROM = Instant.parse("2024-01-01T00:00:00Z");

    private static final Instant TO = Instant.parse("2032-01-01T00:00:00Z");

    /** Openings that are looked at for being too close: more than two years of nights. */
    private static final int MOST_OPENINGS = 800;

    private static final String SHAPE =
            " Write five fields: minute, hour, day of month, month, day of week; such as \"0 2 * * TUE-THU\".";

    private final List<Problem> problems;

    WindowReader(List<Problem> problems) {
        this.problems = problems;
    }

    Schedule read(Values root) {
        List<Window> windows = new ArrayList<>();
        for (Values section : root.sections("windows")) {
            window(section).ifPresent(windows::add);
        }
        boolean outside = Boolean.parseBoolean(root.text("retire-outside"));
        if (outside && !root.has("windows") && !root.refused("windows")) {
            refuse(
                    root.place("retire-outside"),
                    "Expected windows with retire-outside: true, but found none: hosts are retired at any time."
                            + " Remove it, or add windows.");
        }
        return windows.isEmpty() && !outside ? Schedule.ALWAYS : new Schedule(windows, outside);
    }

    private Optional<Window> window(Values section) {
        Optional<ZoneId> zone = zone(section);
        if (!section.has("cron") || !section.has("lasts") || zone.isEmpty()) {
            return Optional.empty();
        }
        Window window = new Window(section.text("cron"), section.duration("lasts"), zone.get());
        ExecutionTime times;
        try {
            times = Window.parse(window.cron());
        } catch (IllegalArgumentException e) {
            refuse(
                    section.place("cron"),
                    "Expected a cron expression, but found " + Texts.quoted(window.cron()) + " (" + why(e) + ")."
                            + SHAPE);
            return Optional.empty();
        }
        return sensible(section, window, times) ? Optional.of(window) : Optional.empty();
    }

    private boolean sensible(Values section, Window window, ExecutionTime times) {
        Optional<Instant> opens = window.opensAfter(times, FROM);
        if (opens.filter(TO::isAfter).isEmpty()) {
            refuse(
                    section.place("cron"),
                    "Expected a window that opens, but found that " + Texts.quoted(window.cron())
                            + " names a day that no year has. Nothing would ever change.");
            return false;
        }
        for (int i = 0; i < MOST_OPENINGS; i++) {
            Instant opened = opens.orElse(TO);
            opens = window.opensAfter(times, opened);
            if (opens.isEmpty() || !opened.isBefore(TO)) {
                return true;
            }
            Duration between = Duration.between(opened, opens.get());
            if (window.lasts().compareTo(between) >= 0) {
                refuse(
                        section.place("lasts"),
                        "Expected a window that closes before it opens again, which is after "
                                + Texts.duration(between) + ", but found that it lasts "
                                + Texts.duration(window.lasts()) + ". Shorten it.");
                return false;
            }
        }
        return true;
    }

    private Optional<ZoneId> zone(Values section) {
        if (section.refused("timezone")) {
            return Optional.empty();
        }
        String name = section.text("timezone");
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException e) {
            refuse(
                    section.place("timezone"),
                    "Expected a time zone such as Europe/Amsterdam or UTC, but found " + Texts.quoted(name) + "."
                            + Suggestions.near(name, List.copyOf(ZoneId.getAvailableZoneIds()))
                                    .map(near -> " Did you mean '" + near + "'?")
                                    .orElse(" Change it, or remove the key."));
            return Optional.empty();
        }
    }

    /** The library's reason without what is said anyway. */
    private static String why(IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return Texts.cut(message.replace("Failed to parse cron expression. ", ""))
                .replaceAll("\\.$", "");
    }

    private void refuse(Place place, String message) {
        problems.add(new Problem(place, message));
    }
}
