package io.mediaup.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.plan.TestPlans;
import io.mediaup.provider.TargetGroupTraits;
import io.mediaup.provider.TargetGroupTraits.Checks;
import io.mediaup.provider.TargetGroupTraits.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said of a target group that would do to sessions what the plan does not want. */
class TargetGroupLintTest {

    private static final String CUT = "deregistration_delay.connection_termination.enabled";
    private static final String DELAY = "deregistration_delay.timeout_seconds";
    private static final Plan FOUR_HOURS = patience(Duration.ofHours(4));

    private static Plan patience(Duration patience) {
        return PlanBuilder.drainFirst()
                .counters(TestPlans.counter("calls", 0, patience, PatienceOutcome.WAIT))
                .build();
    }

    private static TargetGroupTraits group(Kind kind, String protocol, int targets, String... attributes) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < attributes.length; i += 2) {
            all.put(attributes[i], attributes[i + 1]);
        }
        return new TargetGroupTraits(
                "media", kind, protocol, true, new Checks(Duration.ofSeconds(10), 3), Map.of("a", targets), all);
    }

    private static List<String> warnings(Plan plan, TargetGroupTraits group) {
        return TargetGroupLint.warnings(plan, List.of(group), 13);
    }

    @Test
    void shouldSayNothingOfAGroupThatCutsNobodyOff() {
        assertThat(warnings(FOUR_HOURS, group(Kind.NETWORK, "TCP", 12, DELAY, "300", CUT, "false")))
                .isEmpty();
    }

    @Test
    void shouldWarnOfANetworkGroupThatEndsConnectionsBeforePatienceDoes() {
        assertThat(warnings(FOUR_HOURS, group(Kind.NETWORK, "TCP", 12, DELAY, "300", CUT, "true")))
                .singleElement()
                .asString()
                .contains("4h", "media waits only 5m", "connection_termination.enabled is on");
        assertThat(warnings(patience(Duration.ofMinutes(4)), group(Kind.NETWORK, "TCP", 12, DELAY, "300", CUT, "true")))
                .as("patience ends first")
                .isEmpty();
    }

    @Test
    void shouldTakeItForOnInAGroupForUdpThatDoesNotSay() {
        assertThat(warnings(FOUR_HOURS, group(Kind.NETWORK, "UDP", 12))).hasSize(1);
        assertThat(warnings(FOUR_HOURS, group(Kind.NETWORK, "TCP", 12))).isEmpty();
    }

    @Test
    void shouldWarnOfWebSocketsBehindAnApplicationGroup() {
        assertThat(warnings(FOUR_HOURS, group(Kind.APPLICATION, "HTTP", 12, DELAY, "3600")))
                .singleElement()
                .asString()
                .contains("WebSockets", "1h");
    }

    @Test
    void shouldWarnOfNothingThatIsWantedAnyway() {
        Plan kill = PlanBuilder.killReconnect().build();

        assertThat(warnings(kill, group(Kind.NETWORK, "UDP", 12, DELAY, "300", CUT, "true")))
                .isEmpty();
    }

    @Test
    void shouldWarnOfStickyClients() {
        assertThat(warnings(patience(Duration.ZERO), group(Kind.APPLICATION, "HTTP", 12, "stickiness.enabled", "true")))
                .singleElement()
                .asString()
                .contains("sticky");
    }

    @Test
    void shouldWarnBeforeAGroupIsFull() {
        TargetGroupTraits across =
                group(Kind.NETWORK, "TCP", 480, "load_balancing.cross_zone.enabled", "true", CUT, "false");

        assertThat(TargetGroupLint.warnings(FOUR_HOURS, List.of(across), 500)).isEmpty();
        assertThat(TargetGroupLint.warnings(FOUR_HOURS, List.of(across), 501))
                .singleElement()
                .asString()
                .contains("500 targets at most", "501 hosts");
        assertThat(TargetGroupLint.warnings(FOUR_HOURS, List.of(group(Kind.NETWORK, "TCP", 501, CUT, "false")), 501))
                .singleElement()
                .asString()
                .contains("500 targets a zone", "501 in a");
    }

    @Test
    void shouldWarnOfAHealthTimeoutThatIsTooShort() {
        TargetGroupTraits slow = new TargetGroupTraits(
                "media",
                Kind.NETWORK,
                "TCP",
                true,
                new Checks(Duration.ofMinutes(5), 2),
                Map.of(),
                Map.of(CUT, "false"));

        assertThat(warnings(FOUR_HOURS, slow))
                .singleElement()
                .asString()
                .contains("target.health-timeout is 10m", "13m");
    }
}
