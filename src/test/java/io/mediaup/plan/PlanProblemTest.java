package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan may get wrong key by key. Rows are appended to the minimal plan as line 11. */
class PlanProblemTest {

    @Test
    void shouldReadAPlanOfTenLines() {
        assertThat(PlanText.MINIMAL.lines()).hasSize(10);

        Plan plan = PlanText.read(PlanText.MINIMAL);

        assertThat(plan.name()).isEqualTo("tiny");
        assertThat(plan.target().version()).isEqualTo("1.5.0");
        assertThat(plan.probes().sessions()).singleElement().satisfies(counter -> {
            assertThat(counter.name()).isEqualTo("calls");
            assertThat(((HttpCheck) counter.source()).jsonPointers()).containsExactly("/count");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Type
                "rollout: {max-failures: many} | 11:25 | a whole number from 1 to 10000 at rollout.max-failures | 'many'",
                "rollout: {max-failures: 2.5} | 11:25 | a whole number from 1 to 10000 at rollout.max-failures | '2.5'",
                "rollout: {max-failures: [1]} | 11:25 | a whole number from 1 to 10000 at rollout.max-failures | a list",
                "rollout: {batch: {a: 1}} | 11:18 | a number of hosts such as 2 or 10%, at least 1, or a list of them at"
                        + " rollout.batch | a mapping",
                "rollout: [] | 11:10 | keys such as shape at rollout | a list",
                "rollout: fast | 11:10 | keys such as shape at rollout | 'fast'",
                "cost: {host-hour: cheap} | 11:19 | a number from 0 to 1000000 at cost.host-hour | 'cheap'",
                "cost: {host-hour: 1, currency: Euro} | 11:32 | an ISO 4217 code such as USD at cost.currency | 'Euro'",
                "drain: {patience: soon} | 11:19 | a duration such as 500ms, 90s, 10m or 1h30m, from 0 to 30d at"
                        + " drain.patience | 'soon'",
                // Range
                "rollout: {max-failures: 0} | 11:25 | a whole number from 1 to 10000 at rollout.max-failures | '0'",
                "rollout: {max-failures: -1} | 11:25 | a whole number from 1 to 10000 at rollout.max-failures | '-1'",
                "rollout: {max-failures: 99999999999999} | 11:25 | a whole number from 1 to 10000 at rollout.max-failures |"
                        + " '99999999999999'",
                "rollout: {max-surge: 101%} | 11:22 | a number of hosts such as 2 or 10% at rollout.max-surge | '101%'",
                "rollout: {batch: 0} | 11:18 | a number of hosts such as 2 or 10%, at least 1 at rollout.batch | '0'",
                "rollout: {batch: [1, 0%]} | 11:22 | a number of hosts such as 2 or 10%, at least 1 at rollout.batch[1] |"
                        + " '0%'",
                "drain: {patience: 31d} | 11:19 | a duration such as 500ms, 90s, 10m or 1h30m, from 0 to 30d at"
                        + " drain.patience | '31d'",
                "cost: {host-hour: -0.1} | 11:19 | a number from 0 to 1000000 at cost.host-hour | '-0.1'",
                "drain: {stable-for: 0} | 11:21 | a whole number from 1 to 1000 at drain.stable-for | '0'",
                // Null
                "technique: | 11:11 | drain-first or migrate-first or kill-reconnect or active-passive at technique | nothing",
                "technique: null | 11:12 | drain-first or migrate-first or kill-reconnect or active-passive at technique | nothing",
                "technique: ~ | 11:12 | drain-first or migrate-first or kill-reconnect or active-passive at technique | '~'",
                "rollout: | 11:9 | keys such as shape at rollout | nothing",
                "rollout: {max-surge: } | 11:21 | a number of hosts such as 2 or 10% at rollout.max-surge | nothing",
            })
    void shouldRefuseAWrongValue(String line, String place, String expected, String found) {
        assertThat(PlanText.problems(PlanText.MINIMAL + line + "\n"))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:" + place + ": Expected " + expected + ", but found " + found + ". Change it")
                // A key that must be there is not to be removed.
                .endsWith(expected.endsWith("cost.host-hour") ? "Change it." : "Change it, or remove the key.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drain: {patience: 90} | 11:19 | '90'. Add a unit: 90s?",
                "drain: {patience: '90'} | 11:19 | '90'. Add a unit: 90s?",
                "technique: drain-frist | 11:12 | 'drain-frist'. Did you mean 'drain-first'?",
                "technique: Kill_Reconnect | 11:12 | 'Kill_Reconnect'. Did you mean 'kill-reconnect'?",
                "drain: {then: hallt} | 11:15 | 'hallt'. Did you mean 'halt'?",
                "rollout: {max-surje: 1} | 11:11 | 'max-surje'. Did you mean 'max-surge'?",
                "rollout: {max_surge: 1} | 11:11 | 'max_surge'. Did you mean 'max-surge'?",
                "tehcnique: x | 11:1 | 'tehcnique'. Did you mean 'technique'?",
                "max-surge: 1 | 11:1 | 'max-surge'. It belongs at rollout.max-surge.",
                "drain: {settle: 1s} | 11:9 | 'settle'. It belongs at load-balancer.settle.",
                "rollout: {boot-timeout: 1s} | 11:11 | 'boot-timeout'. It belongs at target.boot-timeout.",
                "hosts: 6 | 11:1 | 'hosts'. It belongs at fleet.lab.hosts.",
                "canary: {} | 11:1 | 'canary'. It belongs at rollout.canary.",
                "cost: {host-hour: 1, ownerless: 2} | 11:22 | 'ownerless'. Known are host-hour, currency.",
                "<<: {a: 1} | 11:1 | '<<'. Known are apiVersion,",
                "rollout: {batch: []} | 11:18 | 0. Add a number of hosts such as 2 or 10%, at least 1.",
                "cost: {} | 11:7 | none. Add cost.host-hour: a number from 0 to 1000000.",
                "model: {session-length: {median: 1s}} | 11:25 | none. Add model.session-length.p95:",
                "name: again | 11:1 | 'name' again; it is also at plan.yaml:2:1. Remove one of them.",
                "cost: {host-hour: 1, host-hour: 2} | 11:22 | 'host-hour' again; it is also at plan.yaml:11:8. Remove",
            })
    void shouldSayWhatWasProbablyMeant(String line, String place, String end) {
        assertThat(PlanText.problems(PlanText.MINIMAL + line + "\n"))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:" + place + ": Expected ")
                .contains(", but found " + end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apiVersion: mediaup/v1 | apiVersion: mediaup/v2 | 1:13 | mediaup/v1 at apiVersion, but found 'mediaup/v2'."
                        + " Did you mean 'mediaup/v1'?",
                "name: tiny | name: Tiny | 2:7 | a name of small letters, digits and hyphens, other than 'labs' at name",
                "name: tiny | name: labs | 2:7 | a name of small letters, digits and hyphens, other than 'labs' at name",
                "name: tiny | name: ../../etc | 2:7 | a name of small letters",
                "name: tiny | name: a- | 2:7 | a name of small letters",
                "version: \"1.5.0\" | version: \"1 5\" | 6:12 | a version such as \"1.5.0\" at target.version",
                "http://{{host | ftp://{{host | 10:19 | a URL that begins with http:// or https://",
                "/count | count | 10:83 | a JSON pointer (RFC 6901)",
                "name: calls | name: calls!  | 9:13 | a name of small letters, digits and hyphens at probes.sessions[0].name",
                "provider: lab | provider: labs | 4:13 | lab or aws at fleet.provider, but found 'labs'. Did you mean 'lab'?",
            })
    void shouldRefuseAWrongWord(String good, String bad, String place, String message) {
        assertThat(PlanText.problems(PlanText.MINIMAL.replace(good, bad)))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:" + place + ": Expected " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "apiVersion: mediaup/v1 | apiVersion | 2:1",
                "name: tiny | name | 1:1",
                "provider: lab | fleet.provider | 4:3",
                "version: \"1.5.0\" | target.version | 6:3",
                "name: calls | probes.sessions[0].name | 10:7",
                "url: \"http://{{host.address}}:{{host.port}}/sessions\", | probes.sessions[0].http.url | 10:13",
            })
    void shouldAskForAKeyThatIsMissing(String line, String path, String place) {
        // A key of no meaning in its place keeps the mapping a mapping.
        String yaml = PlanText.MINIMAL.replace(line, line.contains("url") ? "" : "ownerless: 1");

        assertThat(PlanText.problems(yaml))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("but found none. Add " + path + ": ")
                        .startsWith("plan.yaml:"));
    }

    @Test
    void shouldAskForEverythingInAnEmptyPlan() {
        assertThat(PlanText.problems("{}\n"))
                .containsExactly(
                        "plan.yaml:1:1: Expected the key 'apiVersion', but found none. Add apiVersion: mediaup/v1.",
                        "plan.yaml:1:1: Expected the key 'name', but found none. Add name: a name of small letters, digits"
                                + " and hyphens, other than 'labs'.",
                        "plan.yaml:1:1: Expected the key 'fleet', but found none. Add fleet: keys such as provider.",
                        "plan.yaml:1:1: Expected the key 'target', but found none. Add target: keys such as version.",
                        "plan.yaml:1:1: Expected the key 'probes', but found none. Add probes: keys such as every.");
    }

    @Test
    void shouldNameEverythingThatIsWrongAtOnceInTheOrderOfTheFile() {
        assertThat(PlanText.problems("""
                        apiVersion: mediaup/v1
                        name: Tiny
                        fleet:
                          provider: lab
                          lab: {hosts: 0, zones: []}
                        target: {version: "1.5.0", versoin: x}
                        rollout:
                          max-surge: 0
                          max-failures: none
                        probes:
                          every: 10s
                          stale-after: 5s
                          sessions: []
                        gates: 1
                        """, "drain.then=wiat"))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactly(
                        "plan.yaml:2:7",
                        "plan.yaml:5:16",
                        "plan.yaml:5:26",
                        "plan.yaml:6:28",
                        "plan.yaml:8:14",
                        "plan.yaml:9:17",
                        "plan.yaml:12:16",
                        "plan.yaml:13:13",
                        "plan.yaml:14:8",
                        "--set drain.then");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // One slip, one problem: what was refused is not also called missing or contradictory.
                "probes.every=5",
                "probes.health={http: 5}",
                "probes.health=x",
                "drain={enter: 1, leave: {http: {url: 'http://h'}}, read-back: {http: {url: 'http://h'}}}",
                "drain={enter: {http: 7}, leave: {http: {url: 'http://h'}}, read-back: {http: {url: 'http://h'}}}",
                "rollout={max-surge: 0, max-unavailable: x}",
                "rollout={shape: x, batch: 2}",
                "probes.sessions[0].preset=mediamtx",
                "probes.sessions[0].http=5",
            })
    void shouldNotBlameOneSlipTwice(String set) {
        assertThat(PlanText.problems(PlanText.MINIMAL, set)).hasSize(1);
    }

    @Test
    void shouldShowOneShortHarmlessLineOfALongValue() {
        assertThat(PlanText.problems(PlanText.MINIMAL + "technique: \"\\e[31mred\\nsecond " + "x".repeat(500) + "\"\n"))
                .singleElement()
                .asString()
                .contains("but found '?[31mred…'.");
        assertThat(PlanText.problems(PlanText.MINIMAL + "\"\\e]0;" + "x".repeat(500) + "\\n\": 1\n"))
                .singleElement()
                .asString()
                .hasSizeLessThan(400)
                .doesNotContain("\u001b");
    }
}
