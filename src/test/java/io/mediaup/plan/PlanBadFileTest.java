package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are no plan: each has one problem, whatever it is made of. */
class PlanBadFileTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void shouldRefuseADirectory() throws IOException {
        Path directory = Files.createDirectory(PlanText.disk().getPath("plans"));

        assertThat(PlanText.problems(directory))
                .containsExactly("plans: Expected a plan file, but found a directory. Name the file in it.");
    }

    @Test
    void shouldRefuseAMissingFile() {
        assertThat(PlanText.problems(PlanText.disk().getPath("no.yaml")))
                .containsExactly("no.yaml: Expected a plan file, but found no such file. Check the path.");
    }

    static Stream<Arguments> files() {
        String multiply = IntStream.range(1, 9)
                .mapToObj(i -> "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(6) + "]\n")
                .collect(Collectors.joining("", "a0: &a0 [x, x, x, x, x, x]\n", ""));
        String deep = IntStream.range(1, 49)
                .mapToObj(i -> "a" + i + ": &a" + i + " [*a" + (i - 1) + "]\n")
                .collect(Collectors.joining("", "a0: &a0 [x]\n", ""));
        return Stream.of(
                row("empty", "", "1:1: Expected a plan, but found nothing in the file"),
                row("only blanks", "  \n\n", "1:1: Expected a plan, but found nothing in the file"),
                row("only comments", "# one\n# two\n", "1:1: Expected a plan, but found nothing in the file"),
                row("only a mark", "\ufeff", "1:1: Expected a plan, but found nothing in the file"),
                row("one word", "plan\n", "1:1: Expected keys such as apiVersion, but found 'plan'"),
                row("a list", "- a\n", "1:1: Expected keys such as apiVersion, but found a list"),
                row("null", "null\n", "1:1: Expected keys such as apiVersion, but found nothing"),
                row("an empty document", "---\n", "2:1: Expected keys such as apiVersion, but found nothing"),
                row("a tab", "fleet:\n\tprovider: lab\n", "2:1: Expected spaces, but found a tab."),
                row(
                        "an open bracket",
                        "fleet: [a, b\nname: x\n",
                        "2:5: Expected a comma or a closing bracket, but found neither."),
                row(
                        "a close bracket",
                        "fleet: a]\n]\n",
                        "2:1: Expected lines that belong together to begin in one column"),
                row(
                        "an open quote",
                        "name: \"x\n",
                        "2:1: Expected the end of what was opened, but found the end of the file."),
                row("a colon too many", "name: a: b\n", "1:8: Expected one key on a line, but found another colon."),
                row("100k brackets", "[".repeat(100_000), "1:41: Expected a plan, but found something nested"),
                row("100k braces", "{a: ".repeat(100_000), "1:161: Expected a plan, but found something nested"),
                row("100k dashes", "- ".repeat(100_000), "1:81: Expected a plan, but found something nested"),
                row("100k items", "- a\n".repeat(100_000), "19998:3: Expected a plan, but found something nested"),
                row("aliases that multiply", multiply, ": Expected a plan, but found aliases that multiply"),
                row("aliases that go deep", deep, ": Expected a plan, but found aliases that multiply"),
                row("many aliases", "a: &a [x]\nb: [" + "*a,".repeat(60) + "]\n", "Expected YAML, but found: "),
                row("an alias of itself", "fleet: &a {lab: *a}\n", "1:8: Expected a plan, but found aliases"),
                row("a list of itself", "&a [*a]\n", "1:1: Expected a plan, but found aliases"),
                row(
                        "an alias of nothing",
                        "fleet: *a\n",
                        "1:8: Expected YAML, but found: an alias of something that is"),
                row("two documents", PlanText.MINIMAL + "---\nname: x\n", "12:1: Expected one plan in a file"),
                row("two documents, one empty", PlanText.MINIMAL + "---\n", "Expected one plan in a file"),
                row(
                        "a tagged value",
                        PlanText.MINIMAL + "technique: !x drain-first\n",
                        "11:12: Expected a plain value"),
                row("a tagged list", PlanText.MINIMAL + "rollout: !x {}\n", "11:10: Expected a plain value"),
                row("a tagged key", PlanText.MINIMAL + "!x technique: drain-first\n", "11:1: Expected a plain value"),
                row(
                        "a class",
                        PlanText.MINIMAL + "cost: !!java.net.URL {host-hour: 1}\n",
                        "11:7: Expected a plain value"),
                row("a set", PlanText.MINIMAL + "hold: !!set {a, b}\n", "Expected"),
                row("a directive", "%YAML 9.9\n---\n" + PlanText.MINIMAL, "Expected YAML, but found: "),
                row("a list as a key", PlanText.MINIMAL + "? [a]\n: b\n", "11:3: Expected a word as a key"),
                row("a mapping as a key", PlanText.MINIMAL + "{a: b}: c\n", "11:1: Expected a word as a key"),
                row("control characters", "name: \u0001\n", "Expected YAML, but found: "),
                row(
                        "more than 1 MiB",
                        "# " + "x".repeat(1 << 20),
                        "1:1: Expected a plan of at most 1 MiB, but found more"),
                row("one line of 1 MiB", "x".repeat(1 << 20), "1:1: Expected keys such as apiVersion, but found 'xxx"),
                row("one key of 1 MiB", "x".repeat((1 << 20) - 2) + ": ", "Expected"));
    }

    private static Arguments row(String name, String text, String problem) {
        return Arguments.of(name, text, problem);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void shouldRefuseWhatIsNoPlanWithOneProblem(String name, String text, String problem) {
        List<String> problems = PlanText.problems(bytes(text));

        if (!name.startsWith("a set") && !name.startsWith("one key")) {
            assertThat(problems).hasSize(1);
        }
        assertThat(problems.get(0)).startsWith("plan.yaml:").contains(problem).hasSizeLessThan(600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void shouldRefuseAnotherEncoding(String charset) {
        assertThat(PlanText.problems(PlanText.MINIMAL.getBytes(Charset.forName(charset))))
                .containsExactly("plan.yaml:1:1: Expected UTF-8, but found UTF-16 or UTF-32. Save the file as UTF-8.");
    }

    @Test
    void shouldRefuseBytesThatAreNoUtf8() {
        assertThat(PlanText.problems("name: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly("plan.yaml:1:1: Expected UTF-8, but found other bytes. Save the file as UTF-8; is it a"
                        + " plan at all?");
    }

    @Test
    void shouldRefuseAnyBytesWithAProblemRatherThanAnException() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            PlanText.problems(noise);
        }
    }

    @Test
    void shouldRefuseOrReadAPlanWithAnyPartMissingRatherThanFail() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of("plans/reference.yaml"));
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            int from = random.nextInt(whole.length);
            int to = Math.min(whole.length, from + random.nextInt(200));
            ByteArrayOutputStream rest = new ByteArrayOutputStream();
            rest.write(whole, 0, from);
            rest.write(whole, to, whole.length - to);
            Path file = Files.write(PlanText.disk().getPath("plan.yaml"), rest.toByteArray());
            try {
                PlanFile.read(file, PlanEdits.NONE);
            } catch (InvalidPlanException e) {
                assertThat(e.problems())
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem.message()).matches(PlanText.MESSAGE));
            }
        }
    }

    @Test
    void shouldReadLineEndsAndMarksOfOtherSystems() {
        Plan plan = PlanText.read(PlanText.MINIMAL);

        assertThat(PlanText.read("\ufeff" + PlanText.MINIMAL)).isEqualTo(plan);
        assertThat(PlanText.read(PlanText.MINIMAL.replace("\n", "\r\n"))).isEqualTo(plan);
        assertThat(PlanText.read("%YAML 1.2\n---\n" + PlanText.MINIMAL + "...\n"))
                .isEqualTo(plan);
        assertThat(PlanText.problems(("\ufeff" + PlanText.MINIMAL + "technique: x\n").replace("\n", "\r\n")))
                .singleElement()
                .asString()
                .startsWith("plan.yaml:11:12: ");
    }

    @Test
    void shouldReadAliasesThatAreNotTooMany() {
        Plan plan = PlanText.read(PlanText.MINIMAL + """
                model: {session-length: &calls {median: 8s, p95: 25s}}
                """, "fleet.lab.hosts=3");

        assertThat(PlanText.read(PlanText.MINIMAL.replace(
                                        "provider: lab",
                                        "provider: lab\n  lab: {hosts: 3, traffic: {session-length: &calls {median: 8s, p95: 25s}}}")
                                + "model: {session-length: *calls}\n")
                        .model())
                .isEqualTo(plan.model());
    }
}
