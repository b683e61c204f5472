package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong although every key by itself is right, and what a message must not show. */
class PlanSenseTest {

    private static final String SECRET = "hunter2";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drain: {enter: {http: {url: 'http://h'}}} | 11:8 | enter, leave and read-back together under drain, but"
                        + " found no leave and no read-back. Add what is missing",
                "drain: {leave: {http: {url: 'http://h'}}, read-back: {http: {url: 'http://h'}}} | 11:8 | enter, leave and"
                        + " read-back together under drain, but found no enter. Add what is missing",
                "drain: {enter: {}, leave: {http: {url: 'http://h'}}, read-back: {http: {url: 'http://h'}}} | 11:16 | http:"
                        + " {url: …} for drain.enter, but found none. Add it.",
                "rollout: {max-surge: 0} | 11:22 | max-surge or max-unavailable to allow one host, but found 0 for both:",
                "rollout: {max-surge: 0%, max-unavailable: 0} | 11:22 | max-surge or max-unavailable to allow one host",
                "rollout: {shape: all-at-once, max-unavailable: 0} | 11:10 | max-surge or max-unavailable to allow one host",
                "rollout: {shape: all-at-once, batch: 2} | 11:38 | no batches with all-at-once, but found some. Remove",
                "technique: kill-reconnect\\nrollout: {batch: 2} | 12:18 | no batches with all-at-once, but found some.",
                "reconnect: {notify: {http: {url: 'http://s'}}} | 11:12 | technique: kill-reconnect with reconnect, but found"
                        + " drain-first, which has nobody told to reconnect.",
                "technique: kill-reconnect\\nreconnect: {notify: {http: {url: 'http://s/{{session.id}}'}}} | 12:34 | a known"
                        + " template, but found '{{session.id}}'.",
                "technique: kill-reconnect\\nreconnect: {notify: {http: {url: 'http://127.0.0.1:1', via: ssh}}} | 12:28 | a notice that"
                        + " is sent from here, but found via: ssh",
                "technique: kill-reconnect\\nreconnect: {notify: {http: {url: 'http://s', headers: {Authorization: x}}}} |"
                        + " 12:71 | env:NAME or file:PATH for the header 'Authorization', but found a secret in clear.",
                "model: {session-length: {median: 20m, p95: 20m}} | 11:44 | p95 above the median of 20m, but found 20m."
                        + " Raise it.",
                "model: {session-length: {median: 20m, p95: 1s}} | 11:44 | p95 above the median of 20m, but found 1s.",
            })
    void shouldRefuseKeysThatContradictEachOther(String line, String place, String message) {
        assertThat(PlanText.problems(PlanText.MINIMAL + line.replace("\\n", "\n") + "\n"))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:" + place + ": Expected " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "  every: 10s | 8:10 | stale-after to be longer than every, but found 10s and 10s",
                "  every: 2s\\n  stale-after: 2s | 9:16 | stale-after to be longer than every, but found 2s and 2s",
                "  health: {healthy-after: 3} | 8:11 | http: {url: …} for the health probe, but found none. Add it.",
                "  version: {} | 8:12 | http: {url: …} for the version probe, but found none. Add it.",
                "  health: {http: {url: 'http://h/{{host.adress}}'}} | 8:24 | a known template, but found"
                        + " '{{host.adress}}'. Did you mean {{host.address}}?",
                "  health: {http: {url: 'http://h/{{secret}}'}} | 8:24 | a known template, but found '{{secret}}'. Known are",
                "  health: {http: {url: 'http://h', body: {a: ['{{x}}']}}} | 8:42 | a known template, but found '{{x}}'.",
                "  health: {http: {url: 'http://h', headers: {A: '{{x}}'}}} | 8:49 | a known template in the header 'A', but"
                        + " found another one. Known are",
            })
    void shouldRefuseProbesThatCannotWork(String lines, String place, String message) {
        String yaml = PlanText.MINIMAL.replace("probes:\n", "probes:\n" + lines.replace("\\n", "\n") + "\n");
        // A CSV row loses its leading blanks.
        yaml = yaml.replace("probes:\n" + lines.substring(0, 1), "probes:\n  " + lines.substring(0, 1));

        assertThat(PlanText.problems(yaml))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:" + place + ": Expected " + message);
    }

    @Test
    void shouldRefuseTwoCountersOfOneName() {
        assertThat(PlanText.problems(
                        PlanText.MINIMAL + "    - {name: calls, http: {url: 'http://h', json-pointer: /n}}\n"))
                .containsExactly(
                        "plan.yaml:11:14: Expected a name of its own for each counter, but found 'calls' again."
                                + " Rename one of them.");
    }

    @Test
    void shouldRefuseACounterWithoutASource() {
        assertThat(PlanText.problems(PlanText.MINIMAL + "    - {name: sip}\n"))
                .containsExactly(
                        "plan.yaml:11:7: Expected http: {url: …} for the counter sip, but found none. Add it.");
    }

    @Test
    void shouldRefuseOnePointerAndASumOfThem() {
        assertThat(PlanText.problems(PlanText.MINIMAL.replace("/count}", "/count, sum: [/a, /b]}")))
                .containsExactly("plan.yaml:10:83: Expected json-pointer or sum, but found both. Keep one of them.");
    }

    @Test
    void shouldRefuseAZoneThatIsNamedTwice() {
        assertThat(PlanText.problems(PlanText.MINIMAL, "fleet.lab.zones=[a, b, a]"))
                .containsExactly("--set fleet.lab.zones: Expected different zones, but found one twice. Remove it.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "headers: hunter2",
                "headers: [hunter2]",
                "headers: {Authorization: [hunter2]}",
                "headers: {Authorization: {hunter2: x}}",
                "headers: {Authorization: {hunter2}}",
                "headers: {Authorization: '{{hunter2}}'}",
                "headers: {Authorization: 'Bearer {{ hunter2 }}'}",
                "headers: {Authorization: *hunter2}",
                "headers: {Authorization: !hunter2 x}",
                "headers: {Authorization: !hunter2}",
                "headers: {Authorization: &hunter2 }",
                "headers: {Authorization: !<hunter2 x}",
                "headers: {Authorization: \"hunter2}",
                "headers: {Authorization: @hunter2}",
                "headers: {Authorization: hunter2, Authorization: hunter2}",
                "header: {Authorization: hunter2}",
                "url: 'https://ops:hunter2@h/'",
                "url: 'https://ops:hun/ter2@hunter2@h/'",
            })
    void shouldNeverShowASecret(String line) {
        String http = line.startsWith("url") ? line : "url: 'http://h', " + line;

        assertThat(PlanText.problems(PlanText.MINIMAL + "drain: {enter: {http: {" + http + "}}}\n"))
                .allSatisfy(problem -> assertThat(problem).doesNotContain(SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "probes.sessions[0].http.headers.Authorization.x=y",
                "probes.sessions[0].http.headers.Authorization[0]=y",
                "probes..headers.Authorization=hunter2",
                "=hunter2",
                "probes.sessions[7].http.headers.Authorization=hunter2",
                "probes.sessions[0].http.headers=hunter2",
                "probes.sessions[0].http.headers={Authorization: [hunter2]}",
                "probes.sessions[0].http.headers={Authorization: hunter2",
                "probes.sessions[0].http.headers=[*hunter2]",
            })
    void shouldNeverShowASecretOfAnOption(String set) {
        String yaml = PlanText.MINIMAL.replace("/count}", "/count, headers: {Authorization: hunter2}}");

        assertThat(PlanText.problems(yaml, set))
                .allSatisfy(problem -> assertThat(problem).doesNotContain(SECRET));
    }

    @Test
    void shouldReadWhatIsSent() {
        Plan plan = PlanText.read(PlanText.MINIMAL.replace(
                "/count}", "/count, headers: {X-Retry: 3}, body: {n: 5, t: '5', f: true, z: null, l: [a]}}"));

        HttpCheck source = PlanText.counted(plan);
        assertThat(source.headers()).containsEntry("X-Retry", "3");
        assertThat(source.body()).contains("{\"n\":5,\"t\":\"5\",\"f\":true,\"z\":null,\"l\":[\"a\"]}");
    }
}
