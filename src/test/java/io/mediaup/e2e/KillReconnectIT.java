package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The technique that cuts sessions says how many beforehand, and afterwards how many it were. */
class KillReconnectIT {

    private static final Pattern WARNING = Pattern.compile("will interrupt (\\d+) calls on 2 hosts");

    @RegisterExtension
    private final Lab lab = new Lab();

    @Test
    void shouldAnnounceAndCountTheSessionsThatItCuts() throws Exception {
        lab.with("technique", "kill-reconnect")
                .with("rollout", "{shape: all-at-once}")
                .with("median", "60s")
                .with("p95", "120s")
                .with("arrivals-per-minute", "20");
        lab.run(0, "lab", "up", "PLAN");
        Cli plan = lab.run(0, "plan", "PLAN");
        long planned = announced(plan.outText());

        Cli apply = lab.run(0, "apply", "PLAN", "--yes", "--output", "json");

        long announced = announced(apply.errText());
        long cut = apply.summary().path("sessions").path("cut").asLong();
        assertThat(planned).isPositive();
        // One arrives every three seconds, and they last for minutes.
        assertThat(announced).isCloseTo(planned, Offset.offset(4L));
        assertThat(cut).isCloseTo(announced, Offset.offset(4L));
        assertThat(lab.sessions("interrupted"))
                .isCloseTo(cut, Offset.offset(2L))
                .isPositive();
        assertThat(apply.summary().path("outcome").asString()).isEqualTo("done");
        assertThat(apply.summary().path("hosts").path("retired").asInt()).isEqualTo(2);
        assertThat(lab.hosts("1.5.0")).hasSize(2);
        assertThat(lab.hosts("1.4.2")).isEmpty();
    }

    private static long announced(String text) {
        Matcher matcher = WARNING.matcher(text);
        assertThat(matcher.find()).as("%s in: %s", WARNING, text).isTrue();
        return Long.parseLong(matcher.group(1));
    }
}
