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
        lab.run(0, "lab", "up", "PLAN");
        List<String> old = lab.hosts("1.4.2").stream().map(LabMachine::id).toList();
        Cli apply = lab.start("apply", "PLAN", "--yes", "--output", "json");
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
        assertThat(lab.sessions("interrupted")).isZero();
        assertThat(lab.sessions("refused")).isZero();
    }
}
