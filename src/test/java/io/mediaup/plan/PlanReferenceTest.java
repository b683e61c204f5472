package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.ReferenceText.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanReferenceTest {

    private static final ReferenceText REFERENCE = new ReferenceText();

    /** Live, they would contradict a neighbour or start a server that is not there. */
    private static final Set<String> ALTERNATIVES = Set.of("http.sum", "fleet.lab.command");

    private static Set<String> format(Predicate<Key> which) {
        return FormatKeys.all().entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(entry -> FormatKeys.shared(entry.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> shown(Predicate<Line> which) {
        return REFERENCE.keys().stream()
                .filter(which)
                .map(line -> FormatKeys.shared(line.path()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldBeAValidPlanAsItStands() {
        Plan plan = PlanText.read(REFERENCE.all());

        assertThat(plan.name()).isEqualTo("reference");
        assertThat(plan.drain().command()).isPresent();
    }

    @Test
    void shouldShowEverySupportedKeyLiveAndNothingElse() {
        Set<String> supported = format(key -> !key.later());
        supported.removeAll(ALTERNATIVES);

        assertThat(shown(line -> !line.commented())).isEqualTo(supported);
        assertThat(shown(line -> line.commented() && !line.unsupported())).isEqualTo(ALTERNATIVES);
    }

    @Test
    void shouldShowEveryUnsupportedKeyCommentedOutAndSayIt() {
        assertThat(shown(Line::unsupported)).isEqualTo(format(Key::later));
    }

    @Test
    void shouldSayOfEveryKeyWhatItsDefaultIsOrThatItIsRequired() {
        Map<String, Key> keys = FormatKeys.all();
        Set<String> seen = new TreeSet<>();
        for (Line line : REFERENCE.keys()) {
            Key key = keys.get(line.path());
            // The keys of http: are explained where they stand first.
            if (key != null
                    && !key.later()
                    && !line.path().endsWith(".http")
                    && seen.add(FormatKeys.shared(line.path()))) {
                assertThat(line.comment()).as(line.text()).isNotBlank();
                if (key.required() && !line.path().endsWith("http.url")) {
                    assertThat(line.comment()).as(line.text()).contains("Required");
                }
                if (!key.fallback().isEmpty()) {
                    assertThat(line.comment()).as(line.text()).contains("Default " + key.fallback());
                }
                if (key.kind() instanceof Kind.Choice choice) {
                    assertThat(line.comment()).as(line.text()).contains(choice.values());
                    for (String value : choice.later()) {
                        assertThat(line.comment()).as(line.text()).contains(value + " (not supported yet)");
                    }
                }
            }
        }
    }

    static List<Line> unsupported() {
        return REFERENCE.keys().stream().filter(Line::unsupported).toList();
    }

    @ParameterizedTest
    @MethodSource("unsupported")
    void shouldRefuseAnUnsupportedKeyOnceItIsLive(Line line) {
        String key = line.path().substring(line.path().lastIndexOf('.') + 1);

        assertThat(PlanText.problems(REFERENCE.live(line)))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:" + line.number() + ":" + line.column() + ": ")
                .contains("but found '" + key + "', which is designed but not supported yet");
    }

    static Stream<List<Object>> unsupportedChoices() {
        Map<String, Key> keys = FormatKeys.all();
        List<List<Object>> rows = new ArrayList<>();
        for (Line line : REFERENCE.keys()) {
            Key key = keys.get(line.path());
            if (key != null && !line.commented() && key.kind() instanceof Kind.Choice choice) {
                choice.later().forEach(value -> rows.add(List.of(line, value)));
            }
        }
        return rows.stream();
    }

    @ParameterizedTest
    @MethodSource("unsupportedChoices")
    void shouldRefuseAnUnsupportedChoiceOnceItIsMade(List<Object> row) {
        Line line = (Line) row.get(0);
        String value = (String) row.get(1);

        assertThat(PlanText.problems(REFERENCE.with(line, value)))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:" + line.number() + ":")
                .contains("at " + line.path().replace("[]", "[0]"))
                .contains("but found '" + value + "', which is designed but not supported yet");
    }

    @Test
    void shouldRefuseAPlanWithoutALoadBalancerForNow() {
        assertThat(PlanText.problems(PlanText.MINIMAL + "load-balancer: none\n"))
                .containsExactly(
                        "plan.yaml:11:16: Expected keys such as switch at load-balancer, but found 'none', which"
                                + " is designed but not supported yet. Remove it; CHANGELOG.md says what works.");
    }
}
