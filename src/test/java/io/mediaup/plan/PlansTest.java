package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The plans that are shipped: one for each technique that works, each valid and with comments. */
class PlansTest {

    static List<Path> plans() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("plans"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("reference.yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static Plan read(Path file) throws Exception {
        return PlanFile.read(file.toString(), Files.readAllBytes(file), PlanEdits.NONE);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldBeAPlanForTheLabThatSaysWhatItDoes(Path file) throws Exception {
        Plan plan = read(file);

        assertThat(plan.fleet().lab()).isPresent();
        assertThat(file.getFileName()).hasToString(plan.name() + ".yaml");
        assertThat(Files.readString(file)).startsWith("# ").contains("plans/reference.yaml");
    }

    /** The table in the README compares the techniques on the same fleet. */
    @Test
    void shouldBeOneForEachTechniqueThatWorksAndAllAboutTheSameFleet() throws Exception {
        Set<Technique> techniques = new HashSet<>();
        Set<LabSpec> fleets = new HashSet<>();
        for (Path file : plans()) {
            Plan plan = read(file);
            techniques.add(plan.technique());
            fleets.add(plan.fleet().lab().orElseThrow());
        }

        assertThat(techniques).containsExactlyInAnyOrder(Technique.values());
        assertThat(fleets).hasSize(1);
    }
}
