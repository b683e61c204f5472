package io.mediaup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.simulation.Fleets;
import io.mediaup.simulation.SimulatedFleet;
import io.mediaup.simulation.SimulatedServers;
import io.mediaup.simulation.SimulationSettings;
import io.mediaup.simulation.VirtualTimeline;
import io.mediaup.simulation.WorldWatcher;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every action is performed twice with one key, as after a crash: the second time changes nothing more. */
class ActionTwiceTest {

    private static final String RUN = "r1";
    private static final Slot SLOT = new Slot("a", 1);
    private static final HostId HOST = new HostId("old-0");
    private static final HostId TARGET = new HostId("old-1");
    private static final Marks MARKS = Marks.of(RUN, SLOT, 2, "digest");

    private final Plan plan = PlanBuilder.killReconnect().build();
    private final VirtualTimeline timeline =
            new VirtualTimeline(Fleets.START, new SplittableRandom(1), () -> Duration.ZERO);
    private final SimulatedFleet fleet = new SimulatedFleet(
            plan, SimulationSettings.assumed(plan), timeline, new SplittableRandom(2), WorldWatcher.NONE);
    private final SimulatedServers servers = new SimulatedServers(plan, fleet, timeline, () -> false);

    @ParameterizedTest
    @MethodSource("actions")
    void shouldChangeNothingMoreTheSecondTime(Action action) throws Exception {
        fleet.adopt(Fleets.of(2, 1, "1", 5));
        fleet.mark(Map.of(HOST, MARKS));
        if (action instanceof Action.Migrate) {
            // Sessions of a host that gets traffic are not told apart.
            fleet.deregister(HOST);
        }
        String before = world();
        ActionKey key = ActionKey.of(RUN, action, 1);

        ActionResult first = runner().perform(key, action, false, host(HOST), host(TARGET));
        String once = world();
        ActionResult second = runner().perform(key, action, true, host(HOST), host(TARGET));

        assertThat(second.host()).isEqualTo(first.host());
        assertThat(world()).isEqualTo(once);
        boolean undoesWhatIsNot = action instanceof Action.LeaveDrain || action instanceof Action.Register;
        assertThat(once.equals(before)).as("it did something").isEqualTo(undoesWhatIsNot);
    }

    @Test
    void shouldHaveARowForEveryAction() {
        assertThat(actions().map(Object::getClass).collect(Collectors.toSet())).isEqualTo(leaves(Action.class));
    }

    static Stream<Action> actions() {
        return Stream.of(
                new Action.MarkFleet(Map.of(HOST, MARKS.inService(Fleets.START))),
                new Action.Launch(SLOT, "2", MARKS),
                new Action.Register(HOST),
                new Action.Cordon(HOST, MARKS.draining(Fleets.START)),
                new Action.Deregister(HOST),
                new Action.EnterDrain(HOST),
                new Action.LeaveDrain(HOST),
                new Action.Migrate(HOST, TARGET, 2, 5, 5),
                new Action.NotifyReconnect(HOST, HostAddress.NONE, "a", "1", 1),
                new Action.Uncordon(HOST, MARKS.inService(Fleets.START)),
                new Action.Retire(HOST, Set.of("calls")),
                new Action.Discard(HOST),
                new Action.Shelve(HOST));
    }

    /** Another process each time: it remembers nothing. */
    private ActionRunner runner() {
        return new ActionRunner(plan, fleet, servers);
    }

    private Optional<Host> host(HostId id) throws Exception {
        return fleet.list().entries().stream()
                .map(entry -> entry.host())
                .filter(host -> host.id().equals(id))
                .findFirst();
    }

    private String world() throws Exception {
        List<String> hosts = fleet.list().entries().stream()
                .map(entry ->
                        entry + " draining " + servers.inspect(entry.host()).draining() + " open "
                                + servers.inspect(entry.host()).sessions())
                .toList();
        return String.join("\n", hosts) + "\ntold " + servers.told();
    }

    private static Set<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(below -> leaves(below).stream())
                        .collect(Collectors.toSet())
                : Set.of(type);
    }
}
