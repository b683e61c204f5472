package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanOverridesTest {

    private static String digest(String yaml, String... sets) {
        return PlanText.read(yaml, sets).digest();
    }

    @Test
    void shouldOverwriteAKeyOfTheFile() {
        assertThat(PlanText.read(PlanText.MINIMAL, "name=other").name()).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "2", "1e3", "0x10", "true", "null", "2024-01-01", "v1=2", "010"})
    void shouldTakeAVersionAsItIsWritten(String version) {
        if (version.contains("=")) {
            assertThat(PlanText.problems(PlanText.MINIMAL, "target.version=" + version))
                    .singleElement()
                    .asString()
                    .contains("but found 'v1=2'");
        } else {
            assertThat(PlanText.read(PlanText.MINIMAL, "target.version=" + version)
                            .target()
                            .version())
                    .isEqualTo(version);
        }
    }

    @Test
    void shouldReadAVersionOfTheFileAsItIsWritten() {
        assertThat(PlanText.read(PlanText.MINIMAL.replace("\"1.5.0\"", "1.10"))
                        .target()
                        .version())
                .isEqualTo("1.10");
    }

    @Test
    void shouldAddKeysAndTheSectionsAboveThem() {
        Plan plan = PlanText.read(
                PlanText.MINIMAL,
                "fleet.lab.traffic.arrivals-per-minute=7",
                "rollout.batch=[1, 5, 20%]",
                "model={session-length: {median: 1s, p95: 3s}}",
                "probes.sessions[0].threshold=2",
                "probes.sessions[0].http.headers.Accept=text/plain");

        assertThat(plan.fleet().lab().orElseThrow().arrivalsPerMinute()).isEqualTo(7);
        assertThat(plan.rollout().batches()).containsExactly(Amount.count(1), Amount.count(5), Amount.percent(20));
        assertThat(plan.model().p95()).hasSeconds(3);
        assertThat(plan.probes().sessions().get(0).threshold()).isEqualTo(2);
        assertThat(plan.probes().sessions().get(0).source().headers()).containsEntry("Accept", "text/plain");
    }

    @Test
    void shouldAddKeysBelowAKeyThatIsEmpty() {
        assertThat(PlanText.read(PlanText.MINIMAL + "rollout:\n", "rollout.max-surge=3")
                        .rollout()
                        .maxSurge())
                .isEqualTo(Amount.count(3));
    }

    @Test
    void shouldLetTheLastOfSeveralWin() {
        assertThat(PlanText.read(PlanText.MINIMAL, "name=a", "name=b").name()).isEqualTo("b");
    }

    @Test
    void shouldTakeATemplateForText() {
        assertThat(PlanText.read(PlanText.MINIMAL, "probes.sessions[0].http.body={{host.id}}")
                        .probes()
                        .sessions()
                        .get(0)
                        .source()
                        .body())
                .contains("{{host.id}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rollout | --set rollout: Expected path=value such as target.version=1.5.0, but found no '='. Name a key of",
                "=x | --set : Expected path=value such as target.version=1.5.0, but found ''. Name a key of the plan.",
                "a..b=x | --set a..b: Expected path=value such as target.version=1.5.0, but found 'a..b'. Name a key",
                ".a=x | --set .a: Expected path=value",
                "a.=x | --set a.: Expected path=value",
                "a[x]=1 | --set a[x]: Expected path=value",
                "a[-1]=1 | --set a[-1]: Expected path=value",
                "a[99999]=1 | --set a[99999]: Expected path=value",
                "a[0]b=1 | --set a[0]b: Expected path=value",
                "probes.sessions[1].threshold=1 | --set probes.sessions[1].threshold: Expected a list with an item 1, but"
                        + " found a list of 1 at plan.yaml:9:5. Items count from 0.",
                "probes[0]=1 | --set probes[0]: Expected a list with an item 0, but found a mapping at plan.yaml:8:3.",
                "rollout.batch[0]=1 | --set rollout.batch[0]: Expected a list with an item 0, but found a mapping",
                "name.first=1 | --set name.first: Expected keys above 'first', but found a single value at plan.yaml:2:7.",
                "probes.sessions.threshold=1 | --set probes.sessions.threshold: Expected keys above 'threshold', but found a"
                        + " list of 1 at plan.yaml:9:5. Set a key that exists.",
                "rollout.max-surje=1 | --set rollout.max-surje: Expected a known key under rollout, but found 'max-surje'."
                        + " Did you mean 'max-surge'?",
                "rollout.max-surge=many | --set rollout.max-surge: Expected a number of hosts such as 2 or 10% at"
                        + " rollout.max-surge, but found 'many'. Change it, or remove the key.",
                "rollout.batch=[1, 5 | --set rollout.batch: Expected a comma or a closing bracket, but found neither.",
                "rollout.batch=[1, many] | --set rollout.batch: Expected a number of hosts such as 2 or 10%, at least 1 at"
                        + " rollout.batch[1], but found 'many'.",
                "rollout={max-surge: 1, max-surge: 2} | --set rollout: Expected each key once, but found 'max-surge' again",
                "drain.then= | --set drain.then: Expected wait or kill or halt at drain.then, but found ''.",
                "gates=1 | --set gates: Expected a list of keys such as name at gates, but found '1'. Change it",
            })
    void shouldSayWhatIsWrongWithAnOption(String set, String problem) {
        assertThat(PlanText.problems(PlanText.MINIMAL, set))
                .singleElement()
                .asString()
                .startsWith(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "[0]"})
    void shouldRefuseAPathBeyondMeasure(String step) {
        String path = step.equals("a.") ? "a.".repeat(50_000) + "a" : "a" + step.repeat(50_000);

        assertThat(PlanText.problems(PlanText.MINIMAL, path + "=1"))
                .singleElement()
                .asString()
                .contains("Expected path=value")
                .hasSizeLessThan(400);
    }

    @Test
    void shouldKeepTheDigestWhateverTheOrderTheCommentsAndTheQuotes() {
        String other = """
                # The same.
                probes: {sessions: [{http: {json-pointer: "/count", "url": 'http://{{host.address}}:{{host.port}}/sessions'},
                  name: 'calls'}]}   # All of it.
                target: {version: '1.5.0'}
                fleet: {provider: "lab"}
                name: tiny
                apiVersion: "mediaup/v1"
                """;

        assertThat(digest(other)).isEqualTo(digest(PlanText.MINIMAL)).matches("[0-9a-f]{64}");
        assertThat(digest(PlanText.MINIMAL, "name=tiny")).isEqualTo(digest(PlanText.MINIMAL));
        assertThat(digest(PlanText.MINIMAL.replace("\"1.5.0\"", "1.10")))
                .isEqualTo(digest(PlanText.MINIMAL, "target.version=1.10"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=other",
                "target.version=1.5.1",
                "rollout.max-surge=2",
                "probes.sessions[0].name=other",
                "fleet.hold=[a]",
                "fleet.hold=[a, b]",
                "fleet.hold=[b, a]",
                "fleet.hold=[ab]",
                "fleet.hold=['1:a', b]",
                "fleet.hold=[]",
                "drain.then=wait",
            })
    void shouldChangeTheDigestWithAnyValue(String set) {
        assertThat(digest(PlanText.MINIMAL, set)).isNotEqualTo(digest(PlanText.MINIMAL));
        assertThat(digest(PlanText.MINIMAL, set)).isEqualTo(digest(PlanText.MINIMAL, set));
    }

    @Test
    void shouldTellListsApartInTheDigest() {
        assertThat(digest(PlanText.MINIMAL, "fleet.hold=[a, b]"))
                .isNotEqualTo(digest(PlanText.MINIMAL, "fleet.hold=[b, a]"))
                .isNotEqualTo(digest(PlanText.MINIMAL, "fleet.hold=[ab]"));
    }

    @Test
    void shouldChangeTheDigestWithTheTypeOfWhatIsSent() {
        String number = PlanText.MINIMAL.replace("/count}", "/count, body: {n: 5}}");
        String text = PlanText.MINIMAL.replace("/count}", "/count, body: {n: '5'}}");

        assertThat(digest(number)).isNotEqualTo(digest(text));
    }
}
