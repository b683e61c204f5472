package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Plans as text, read from a file {@code plan.yaml} in memory. */
final class PlanText {

    /** The least that is a plan; ten lines, so that what is appended begins at line 11. */
    static final String MINIMAL = """
            apiVersion: mediaup/v1
            name: tiny
            fleet:
              provider: lab
            target:
              version: "1.5.0"
            probes:
              sessions:
                - name: calls
                  http: {url: "http://{{host.address}}:{{host.port}}/sessions", json-pointer: /count}
            """;

    /** Every message says what was expected, what was found, and what to do next. */
    static final Pattern MESSAGE = Pattern.compile("Expected .+?, but found:? .+[.?:] .*[^ .?][.?]");

    /** The HTTP request of a plan's first counter. */
    static HttpCheck counted(Plan plan) {
        return (HttpCheck) plan.probes().sessions().get(0).source();
    }

    private PlanText() {}

    static Plan read(String yaml, String... sets) {
        try {
            return PlanFile.read(file(yaml.getBytes(StandardCharsets.UTF_8)), new PlanEdits(List.of(sets), List.of()));
        } catch (InvalidPlanException e) {
            throw new AssertionError("Expected a valid plan, but found:\n" + e.getMessage(), e);
        }
    }

    /** What is wrong, as {@code plan.yaml:line:column: message}; never nothing, and always in the house style. */
    static List<String> problems(String yaml, String... sets) {
        return problems(file(yaml.getBytes(StandardCharsets.UTF_8)), sets);
    }

    static List<String> problems(byte[] bytes) {
        return problems(file(bytes));
    }

    static List<String> problems(Path file, String... sets) {
        InvalidPlanException invalid = catchThrowableOfType(
                InvalidPlanException.class, () -> PlanFile.read(file, new PlanEdits(List.of(sets), List.of())));
        assertThat(invalid).as("the refusal of the plan").isNotNull();
        assertThat(invalid.problems()).isNotEmpty();
        assertThat(invalid.problems())
                .allSatisfy(problem ->
                        assertThat(problem.message()).matches(MESSAGE).doesNotContain("\n"));
        return invalid.problems().stream().map(Problem::toString).toList();
    }

    static FileSystem disk() {
        return Jimfs.newFileSystem(Configuration.unix());
    }

    private static Path file(byte[] bytes) {
        Path file = disk().getPath("plan.yaml");
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
