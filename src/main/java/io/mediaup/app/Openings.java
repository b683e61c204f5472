package io.mediaup.app;

import io.mediaup.plan.Plan;
import io.mediaup.plan.Schedule;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Texts;
import io.mediaup.rollout.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** In which windows a preview does what. */
final class Openings {

    /** Lines that are shown before the rest is only counted. */
    private static final int MOST_SHOWN = 5;

    private Openings() {}

    /**
     * A window of a preview in which something is begun.
     *
     * @param batches how many batches
     * @param hosts how many slots they hold
     * @param retired how many hosts are retired
     */
    record Opening(Instant opens, Instant closes, int batches, int hosts, int retired) {}

    static List<Opening> of(List<Fact> facts) {
        List<Opening> openings = new ArrayList<>();
        Opening open = new Opening(Instant.MIN, Instant.MAX, 0, 0, 0);
        for (Fact fact : facts) {
            if (fact instanceof Fact.WindowOpened opened) {
                add(openings, open);
                open = new Opening(opened.at(), opened.closes(), 0, 0, 0);
            } else if (fact instanceof Fact.BatchOpened batch) {
                int hosts = open.hosts + batch.slots().size();
                open = new Opening(open.opens, open.closes, open.batches + 1, hosts, open.retired);
            } else if (fact instanceof Fact.ActionSucceeded done
                    && done.key().verb().equals("retire")) {
                open = new Opening(open.opens, open.closes, open.batches, open.hosts, open.retired + 1);
            }
        }
        add(openings, open);
        return openings;
    }

    private static void add(List<Opening> openings, Opening open) {
        if (open.opens.isAfter(Instant.MIN) && open.batches + open.retired > 0) {
            openings.add(open);
        }
    }

    /** One line for each window, such as {@code Window Tue 6 Jan 02:00 UTC, for 4 h: 2 batches (4 hosts), 3 retired.} */
    static List<String> lines(Plan plan, List<Fact> facts) {
        List<Opening> openings = of(facts);
        List<String> lines = new ArrayList<>();
        for (Opening opening : openings.subList(0, Math.min(MOST_SHOWN, openings.size()))) {
            lines.add("  Window " + Windows.moment(plan.schedule(), opening.opens) + ", for "
                    + Texts.duration(Duration.between(opening.opens, opening.closes)) + ": " + opening.batches
                    + (opening.batches == 1 ? " batch" : " batches") + " (" + Texts.count(opening.hosts, "host")
                    + "), " + opening.retired + " retired.");
        }
        if (openings.size() > MOST_SHOWN) {
            lines.add("  (" + (openings.size() - MOST_SHOWN) + " more windows)");
        }
        return lines;
    }

    /** The same for machines. */
    static List<Map<String, Object>> json(List<Fact> facts) {
        return of(facts).stream()
                .map(opening -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("opens", opening.opens.toString());
                    json.put("closes", opening.closes.toString());
                    json.put("batches", opening.batches);
                    json.put("hosts", opening.hosts);
                    json.put("retired", opening.retired);
                    return json;
                })
                .toList();
    }

    /** Windows of a schedule that overlap in the year after {@code now}: they count as one, which may not be meant. */
    static List<String> overlaps(Schedule schedule, Instant now) {
        List<String> overlaps = new ArrayList<>();
        for (int one = 0; one < schedule.windows().size(); one++) {
            for (int other = one + 1; other < schedule.windows().size(); other++) {
                Schedule first = new Schedule(List.of(schedule.windows().get(one)), false);
                Schedule second = new Schedule(List.of(schedule.windows().get(other)), false);
                String which = "windows " + (one + 1) + " and " + (other + 1) + " overlap on ";
                meeting(first, second, now)
                        .ifPresent(at -> overlaps.add(
                                which + Windows.moment(schedule, at) + "; there they count as one window."));
            }
        }
        return overlaps;
    }

    private static Optional<Instant> meeting(Schedule first, Schedule second, Instant now) {
        Instant end = now.plus(Duration.ofDays(366));
        for (Schedule.Period next = first.at(now); next.from().isBefore(end); next = first.at(next.until())) {
            Instant from = next.from();
            Schedule.Period there = second.at(from);
            Instant meets = there.open() ? from : there.until();
            if (next.open() && meets.isBefore(next.until())) {
                return Optional.of(meets);
            }
            if (next.until().equals(Instant.MAX)) {
                break;
            }
        }
        return Optional.empty();
    }
}
