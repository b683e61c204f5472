package io.mediaup.app;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Decision;
import io.mediaup.rollout.FleetView;
import io.mediaup.rollout.HostPhase;
import io.mediaup.rollout.HostView;
import io.mediaup.rollout.RolloutState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** One line on where a run stands and what it waits for. */
final class Progress {

    private static final int MOST_WAITS = 4;

    private Progress() {}

    static String of(Plan plan, FleetSnapshot snapshot, RolloutState state, Decision decision, Instant now) {
        FleetView fleet = new FleetView(plan, snapshot, state, now);
        List<HostView> present =
                fleet.hosts().stream().filter(host -> host.record().present()).toList();
        long current = present.stream()
                .filter(host -> host.phase() == HostPhase.IN_ROTATION)
                .filter(host -> host.record().version().equals(plan.target().version()))
                .count();
        long draining =
                present.stream().filter(host -> host.record().cordoned()).count();
        String head = current + " of " + state.start().desired() + " in rotation on "
                + plan.target().version() + (draining == 0 ? "" : ", " + draining + " leaving");
        List<String> waits = new ArrayList<>(decision.waits().stream()
                .limit(MOST_WAITS)
                .map(wait -> wait.subject() + " " + wait.reason())
                .toList());
        if (decision.waits().size() > MOST_WAITS) {
            waits.add((decision.waits().size() - MOST_WAITS) + " more");
        }
        return waits.isEmpty() ? head : head + "; " + waits.stream().collect(Collectors.joining("; "));
    }
}
