package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code plans/reference.yaml} says what the format says: every key, every default, and what is not supported yet. */
class PlanReferenceTest {

    private static final Path FILE = Path.of("plans/reference.yaml");
    private static final String LATER = "(not supported yet)";
    private static final Pattern COMMENTED = Pattern.compile("( *)# ([a-z][a-z0-9-]*):(.*)");

    /** Also a key below another one that is commented out. */
    private static final Pattern IN_COMMENT = Pattern.compile(" *# *(?:- )?([a-z][a-z0-9-]*):.*");

    private static List<String> lines() throws IOException {
        return Files.readAllLines(FILE);
    }

    private static Map<String, Key> format() {
        Map<String, Key> keys = new TreeMap<>();
        FormatCheck.paths("", PlanFormat.ROOT, keys);
        return keys;
    }

    private static Map<String, Tree> live() throws IOException {
        Map<String, Tree> live = new TreeMap<>();
        collect(
                "",
                YamlReader.read("reference", Files.readAllBytes(FILE), new ArrayList<>())
                        .orElseThrow(),
                live);
        return live;
    }

    private static void collect(String path, Tree tree, Map<String, Tree> live) {
        live.put(path, tree);
        if (tree instanceof Tree.Items items) {
            items.items().forEach(item -> collect(path + "[]", item, live));
        } else if (tree instanceof Tree.Fields fields) {
            fields.fields()
                    .forEach((key, field) -> collect(path.isEmpty() ? key : path + "." + key, field.value(), live));
        }
    }

    @Test
    void shouldHaveEveryKeyThatWorks() throws Exception {
        Map<String, Tree> live = live();
        List<String> commented = lines().stream()
                .filter(line -> !line.contains(LATER))
                .map(IN_COMMENT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();

        format().forEach((path, key) -> {
            if (!key.later()) {
                boolean request = path.contains(".http.") || path.contains(".prometheus.");
                assertThat(live.containsKey(path)
                                || commented.contains(key.name())
                                || (request && live.keySet().stream().anyMatch(p -> p.endsWith("http." + key.name()))))
                        .as(path)
                        .isTrue();
            }
        });
    }

    @Test
    void shouldSayOfEveryKeyThatIsToComeThatItDoesNotWorkYet() throws Exception {
        List<String> later =
                lines().stream().filter(line -> line.contains(LATER)).toList();

        format().values().stream()
                .filter(Key::later)
                .map(Key::name)
                .forEach(name -> assertThat(later).as(name).anyMatch(line -> line.matches(".*# " + name + ":.*")));
    }

    @Test
    void shouldNameTheDefaultsThatHold() throws Exception {
        Map<String, Key> format = format();
        List<String> lines = lines();
        int[] compared = {0};
        live().forEach((path, tree) -> {
            Key key = format.get(path);
            boolean named = tree instanceof Tree.Text
                    && lines.get(tree.place().line() - 1).matches(".*# default\\b.*")
                    && key != null;
            if (named && !key.fallback().isEmpty()) {
                assertThat(((Tree.Text) tree).value()).as(path).isEqualTo(key.fallback());
                compared[0]++;
            }
        });
        assertThat(compared[0]).isGreaterThan(20);
    }

    static Stream<Integer> laterLines() throws IOException {
        List<String> lines = lines();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(LATER)
                        && COMMENTED.matcher(lines.get(i)).matches())
                .boxed();
    }

    @ParameterizedTest
    @MethodSource("laterLines")
    void shouldRefuseWhatItSaysIsNotSupported(int index) throws Exception {
        List<String> lines = new ArrayList<>(lines());
        Matcher matcher = COMMENTED.matcher(lines.get(index));
        assertThat(matcher.matches()).isTrue();
        String indent = matcher.group(1);
        String key = matcher.group(2);
        // The line that it is an alternative to makes room, for no key may stand there twice.
        int other = nearest(lines, index, indent + key + ":");
        if (other >= 0) {
            lines.set(other, "");
        }
        lines.set(index, indent + key + ":" + matcher.group(3));
        byte[] plan = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);

        InvalidPlanException refused =
                catchThrowableOfType(InvalidPlanException.class, () -> PlanFile.read("plan", plan, PlanEdits.NONE));

        assertThat(refused).as("%s", lines.get(index)).isNotNull();
        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.place().line()).isEqualTo(index + 1);
            assertThat(problem.message()).contains("not supported yet").contains("'");
        });
    }

    private static int nearest(List<String> lines, int from, String start) {
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith(start))
                .boxed()
                .filter(i -> section(lines, i).equals(section(lines, from)))
                .findFirst()
                .orElse(-1);
    }

    /** The last line above with a smaller indent, which is what a line belongs to. */
    private static String section(List<String> lines, int index) {
        int indent = indent(lines.get(index));
        for (int i = index - 1; i >= 0; i--) {
            boolean comment =
                    lines.get(i).strip().startsWith("#") || lines.get(i).isBlank();
            if (!comment && indent(lines.get(i)) < indent) {
                return i + ":" + lines.get(i);
            }
        }
        return "top";
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
