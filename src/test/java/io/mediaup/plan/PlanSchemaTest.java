package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The schema against a validator that is not ours, and against the reader. */
class PlanSchemaTest {

    private static final JsonSchema SCHEMA =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(PlanSchema.json());

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Path> plans() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("plans"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    private static Set<String> complaints(String yaml) {
        JsonNode tree = YAML.readTree(yaml);
        return SCHEMA.validate(JSON.writeValueAsString(tree), InputFormat.JSON).stream()
                .map(ValidationMessage::toString)
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldAcceptEveryShippedPlan(Path plan) throws Exception {
        assertThat(complaints(Files.readString(plan))).isEmpty();
        assertThat(PlanFile.read(plan, PlanEdits.NONE).name()).isNotBlank();
    }

    @Test
    void shouldItselfBeAValidSchema() {
        JsonSchema meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(com.networknt.schema.SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));
        assertThat(meta.validate(PlanSchema.json(), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drain-first | drain-frist | technique",
                "batch: 2 | bach: 2 | bach",
                "batch: 2 | batch: 2x | batch",
                "batch: 2 | canary: {hosts: 0} | hosts",
                "patience: 5m | patience: 5 | patience",
                "hosts: 6 | hosts: six | hosts",
                "provider: lab | provider: listed | provider",
                "name: quickstart | nam: quickstart | name",
                "zones: [a, b] | zones: [] | zones",
                "name: quickstart | name: Quick Start | name",
            })
    void shouldFindWhatTheReaderFinds(String right, String wrong, String about) throws Exception {
        String plan = Files.readString(Path.of("plans/quickstart.yaml"));
        assertThat(plan).contains(right);

        assertThat(complaints(plan.replace(right, wrong)))
                .isNotEmpty()
                .anyMatch(complaint -> complaint.contains(about));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version: \"1.5.0\" | version: 1.5",
                "batch: 2 | batch: [1, 5, 20%]",
                "batch: 2 | batch: 10%",
                "patience: 5m | patience: 0",
                "patience: 5m | patience: 1h30m",
            })
    void shouldAcceptWhatTheReaderAccepts(String right, String other) throws Exception {
        String plan = Files.readString(Path.of("plans/quickstart.yaml"));
        assertThat(plan).contains(right);

        assertThat(complaints(plan.replace(right, other))).isEmpty();
    }
}
