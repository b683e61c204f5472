package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanVariablesTest {

    private static final String PLAN = """
            apiVersion: mediaup/v1
            name: "sfu-{{var.env}}"
            fleet:
              provider: lab
              size: "{{ var.size }}"
            target: {version: "{{var.major}}.{{var.minor}}"}
            probes:
              sessions:
                - name: calls
                  http: {url: "http://{{host.address}}:{{host.port}}/{{var.env}}", body: {env: "{{var.env}}"}, method: POST}
            """;

    private static Plan read(List<String> sets, String... vars) throws InvalidPlanException {
        return PlanFile.read("plan", PLAN.getBytes(StandardCharsets.UTF_8), new PlanEdits(sets, List.of(vars)));
    }

    private static List<String> problems(List<String> sets, String... vars) {
        return catchThrowableOfType(InvalidPlanException.class, () -> read(sets, vars)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void shouldFillInVariablesEverywhere() throws Exception {
        Plan plan = read(List.of(), "env=prod", "size=4", "major=2", "minor=10");

        assertThat(plan.name()).isEqualTo("sfu-prod");
        assertThat(plan.fleet().size()).hasValue(4);
        assertThat(plan.target().version()).isEqualTo("2.10");
        HttpCheck calls = PlanText.counted(plan);
        assertThat(calls.url()).isEqualTo("http://{{host.address}}:{{host.port}}/prod");
        assertThat(calls.body()).hasValue("{\"env\":\"prod\"}");
    }

    @Test
    void shouldLetTheLastOfTwoWin() throws Exception {
        assertThat(read(List.of(), "env=a", "size=4", "major=2", "minor=0", "env=b")
                        .name())
                .isEqualTo("sfu-b");
    }

    @Test
    void shouldFillInWhatWasSet() throws Exception {
        Plan plan =
                read(List.of("target.version=v{{var.major}}{{var.minor}}"), "env=a", "size=4", "major=2", "minor=0");

        assertThat(plan.target().version()).isEqualTo("v20");
    }

    @Test
    void shouldMakeAnotherPlanOfAnotherValue() throws Exception {
        Plan one = read(List.of(), "env=a", "size=4", "major=2", "minor=0");
        Plan other = read(List.of(), "env=a", "size=4", "major=2", "minor=1");

        assertThat(one.digest()).isNotEqualTo(other.digest());
    }

    @Test
    void shouldNameWhatIsMissingOnceAndNothingElse() {
        assertThat(problems(List.of(), "env=a", "major=2", "minor=0"))
                .containsExactly(
                        "plan:5:9: Expected a value for {{var.size}}, but found no --var size=…. Give it on the"
                                + " command line, or in MEDIAUP_VAR.");
    }

    @Test
    void shouldRefuseWhatThePlanDoesNotUse() {
        assertThat(problems(List.of(), "env=a", "size=4", "major=2", "minor=0", "zones=a"))
                .containsExactly("--var zones: Expected the plan to say {{var.zones}}, but found it nowhere. Remove the"
                        + " option, or use the variable.");
    }

    @Test
    void shouldRefuseATemplateInAValueWithoutShowingIt() {
        assertThat(problems(List.of(), "env={{host.id}}s3cret", "size=4", "major=2", "minor=0"))
                .singleElement()
                .asString()
                .startsWith("--var env: Expected a value without templates")
                .doesNotContain("s3cret");
    }
}
