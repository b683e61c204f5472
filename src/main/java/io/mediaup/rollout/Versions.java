package io.mediaup.rollout;

import io.mediaup.plan.Plan;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How many versions may be alive at once. Each draining host keeps its own clock, however many there are. */
final class Versions {

    private Versions() {}

    /**
     * Why the target's first host must wait; empty when it need not. A vacant slot is filled all the same: what raises
     * capacity is always allowed.
     */
    static Optional<String> refusal(Plan plan, RolloutState state, FleetView fleet) {
        if (plan.rollout().maxVersions().isEmpty()) {
            return Optional.empty();
        }
        Set<String> alive = fleet.hosts().stream()
                .filter(HostView::alive)
                .map(host -> host.record().version())
                .collect(Collectors.toCollection(TreeSet::new));
        String target = state.start().targetVersion();
        boolean room = alive.contains(target)
                || alive.size() < plan.rollout().maxVersions().getAsInt();
        return room
                ? Optional.empty()
                : Optional.of("no host of " + target + " is launched yet: " + String.join(", ", alive)
                        + " are alive, and at most "
                        + plan.rollout().maxVersions().getAsInt()
                        + " versions may be (max-versions)");
    }
}
