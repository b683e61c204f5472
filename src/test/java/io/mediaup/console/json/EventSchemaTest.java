package io.mediaup.console.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.mediaup.console.RunEvent;
import io.mediaup.console.RunEvents;
import io.mediaup.journal.FactSamples;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.RolloutState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventSchemaTest {

    /** Made by the printer rather than by a fact. */
    private static final String PROGRESS = "progress";

    private static List<RunEvent> everyEvent() {
        List<Fact> facts = FactSamples.everyFact();
        RunEvents events = new RunEvents();
        List<RunEvent> all = new ArrayList<>();
        for (int i = 0; i < facts.size(); i++) {
            events.of(facts.get(i), RolloutState.of(facts.subList(0, i + 1))).ifPresent(all::add);
        }
        return all;
    }

    @Test
    void shouldItselfBeAValidSchema() {
        var meta = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SpecVersion.VersionFlag.V202012.getId()));

        assertThat(meta.validate(EventSchema.json(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void shouldAcceptEveryEvent() {
        assertThat(everyEvent())
                .hasSizeGreaterThan(40)
                .allSatisfy(event -> assertThat(EventContract.complaints(JsonLines.of(event)))
                        .as(JsonLines.of(event))
                        .isEmpty());
    }

    @Test
    void shouldDocumentTheTypesThatThereAreAndNoOthers() {
        Set<String> documented = new TreeSet<>();
        JsonNode types = new JsonMapper().readTree(EventSchema.json()).at("/$defs/event/properties/type/oneOf");
        types.forEach(type -> {
            assertThat(type.path("description").asString()).isNotBlank();
            documented.add(type.path("const").asString());
        });
        Set<String> seen = new TreeSet<>(Set.of(PROGRESS));
        everyEvent().forEach(event -> seen.add(event.type()));

        assertThat(documented).isEqualTo(seen);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"host-melted\",\"v\":1,\"at\":\"2026-11-24T00:00:00Z\",\"subject\":\"h\",\"text\":\"\",\"level\":\"normal\"}",
                "{\"type\":\"host-lost\",\"v\":2,\"at\":\"2026-11-24T00:00:00Z\",\"subject\":\"h\",\"text\":\"\",\"level\":\"normal\"}",
                "{\"type\":\"host-lost\",\"v\":1,\"subject\":\"h\",\"text\":\"\",\"level\":\"normal\"}",
                "{\"type\":\"host-lost\",\"v\":1,\"at\":\"2026-11-24T00:00:00Z\",\"subject\":\"h\",\"text\":\"\",\"level\":\"loud\"}",
            })
    void shouldRefuseWhatIsNotDocumented(String line) {
        assertThat(EventContract.complaints(line)).isNotEmpty();
    }
}
