package io.mediaup.app;

import io.mediaup.plan.Plan;
import io.mediaup.plan.Shape;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Texts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** When traffic moves in a preview, for how long there is an instant way back, and what becomes of old hosts. */
final class SideLines {

    private SideLines() {}

    /** None to three lines. */
    static List<String> of(Plan plan, List<Fact> facts) {
        List<String> lines = new ArrayList<>();
        List<Fact.TrafficSwitched> moves = facts.stream()
                .filter(Fact.TrafficSwitched.class::isInstance)
                .map(Fact.TrafficSwitched.class::cast)
                .toList();
        if (plan.rollout().shape() == Shape.BLUE_GREEN && !moves.isEmpty()) {
            lines.add("  Traffic moves at once, when all new hosts of a batch are up: "
                    + moves.stream()
                            .map(move -> "after about "
                                    + Texts.duration(
                                            Duration.between(facts.get(0).at(), move.at())))
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        if (!plan.retire().keepFor().isZero()) {
            lines.add("  Old hosts are kept for " + Texts.duration(plan.retire().keepFor())
                    + " after they left: until then 'mediaup rollback' has them back within seconds.");
        }
        switch (plan.retire().how()) {
            case TERMINATE -> {}
            case STOP -> lines.add("  Retired hosts are stopped and kept, for people to look at.");
            case STANDBY ->
                lines.add("  Retired hosts go on standby: the next upgrade starts them before it launches new ones.");
        }
        return lines;
    }
}
