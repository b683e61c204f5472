package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What completion offers behind {@code --set} is what {@code --set} takes. */
class PlanKeysTest {

    @Test
    void shouldNameKeysThatCanBeSet() {
        assertThat(PlanKeys.settings())
                .contains("target.version=", "technique=drain-first", "rollout.max-surge=", "drain.patience=")
                .doesNotContain("technique=", "target=", "migrate=")
                .doesNotHaveDuplicates()
                .allSatisfy(setting -> assertThat(complaints(setting))
                        .noneMatch(message -> message.contains("known key") || message.contains("not supported")));
    }

    private static List<String> complaints(String setting) {
        try {
            PlanFile.read(
                    Path.of("plans/quickstart.yaml"),
                    new PlanEdits(List.of(setting.endsWith("=") ? setting + "1" : setting), List.of()));
            return List.of();
        } catch (InvalidPlanException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}
