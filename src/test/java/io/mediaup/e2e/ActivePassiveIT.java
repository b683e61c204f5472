package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.lab.LabMachine;
import io.mediaup.lab.LabTarget;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A whole second side, and the way back to the first one. */
class ActivePassiveIT {

    @RegisterExtension
    private final Lab lab = new Lab();

    @Test
    void shouldMoveTrafficAtOnceAndHaveTheOldSideBackWhileItIsKept() throws Exception {
        lab.with("technique", "active-passive").with("rollout", "{}").with("migrate", "retire: {keep-for: 10m}");
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
        apply.awaitEvent("batch-opened");
        List<String> old = ids(lab.hosts("1.4.2"));
        for (String host : old) {
            lab.awaitFact(Fact.HostDrained.class, fact -> fact.host().value().equals(host));
        }
        assertThat(lab.hosts("1.5.0")).hasSize(2);
        assertThat(apply.errText()).contains("Traffic moves at once").contains("Old hosts are kept for 10 min");
        assertThat(apply.events("traffic-switched")).hasSize(1);

        lab.run(0, "rollback", "PLAN");
        apply.endsWith(1);

        assertThat(apply.summary().path("outcome").asString()).isEqualTo("rolled-back");
        assertThat(lab.begun(Action.Launch.class)).isEqualTo(2);
        assertThat(lab.hosts("1.4.2")).extracting(LabMachine::id).containsExactlyInAnyOrderElementsOf(old);
        assertThat(lab.hosts("1.5.0")).isEmpty();
        assertThat(lab.fleet().targets()).hasSize(2).allMatch(target -> target.health() == LabTarget.Health.HEALTHY);
        assertThat(lab.fleet().stats().total().interrupted()).isZero();
        assertThat(lab.fleet().stats().total().refused()).isZero();
    }

    /** The side that was retired is the next one; and a call that does not end keeps a third version alive. */
    @Test
    void shouldSwapTheSidesAndEndWithOneOfThreeVersions() throws Exception {
        lab.with("technique", "active-passive")
                .with("rollout", "{max-versions: 3, max-draining: 4}")
                .with("migrate", "retire: {how: standby}");
        lab.run(0, "apply", "PLAN", "--yes");
        List<String> first = standby();
        assertThat(first).hasSize(2);
        List<LabMachine> second = lab.hosts("1.5.0");

        try (Call call = Call.on(second.get(0))) {
            lab.with("target", "1.6.0");
            Cli swap = lab.run(75, "apply", "PLAN", "--yes", "--detach");
            assertThat(swap.outText()).contains("and 2 on standby").contains("started from standby");
            assertThat(ids(lab.hosts("1.6.0"))).containsExactlyInAnyOrderElementsOf(first);

            lab.with("target", "1.7.0");
            Cli third = lab.start("apply", "PLAN", "--yes", "--output", "json");
            third.awaitEvent("traffic-switched");
            lab.awaitFact(
                    Fact.HostLeftRotation.class,
                    fact -> first.contains(fact.host().value()));
            assertThat(ids(lab.hosts("1.5.0"))).contains(second.get(0).id());
            assertThat(lab.hosts("1.6.0")).isNotEmpty();
            assertThat(lab.hosts("1.7.0")).hasSize(2);

            assertThat(third.alive()).isTrue();
            call.hangUp();
            third.endsWith(0);
        }

        assertThat(lab.hosts("1.7.0")).hasSize(2);
        assertThat(lab.fleet().hosts()).filteredOn(LabMachine::alive).hasSize(2);
        assertThat(standby()).containsAll(first);
        assertThat(lab.fleet().stats().total().interrupted()).isZero();
    }

    private static List<String> ids(List<LabMachine> hosts) {
        return hosts.stream().map(LabMachine::id).toList();
    }

    private List<String> standby() {
        return lab.fleet().hosts().stream()
                .filter(host -> host.state() == LabMachine.State.STANDBY)
                .map(LabMachine::id)
                .toList();
    }
}
