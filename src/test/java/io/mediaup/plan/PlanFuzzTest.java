package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mutations of every shipped plan, drawn from a seed: of its bytes, of its lines, and of single keys and values whose place
 * is known. Whatever comes, reading ends with a plan or with problems, each at a place that exists; and a key or a value
 * that was spoilt is named at its own place. {@code -Dmediaup.seed=N} repeats one, {@code -Dmediaup.runs=N} draws more.
 */
class PlanFuzzTest {
    /** Maps whose keys are the operator's own: any name is right there. */
    private static final Set<String> NAMED_BY_THE_OPERATOR = Set.of("headers", "labels", "body", "tags");

    private static final int RUNS = Integer.getInteger("mediaup.runs", 4000);
    private static final Pattern MESSAGE = Pattern.compile("Expected .*, but found:? .*[.?:)}].*", Pattern.DOTALL);
    private static final byte[] NASTY = ":{}[]&*!|>'\"%@`,#-? \t\n\r\0\u00ff~<=".getBytes(StandardCharsets.ISO_8859_1);

    static Stream<Path> plans() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("plans"))) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    private static long first() {
        return Long.getLong("mediaup.seed", 1);
    }

    private static long last() {
        return System.getProperty("mediaup.seed") == null ? RUNS : first();
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldSurviveAnyBytes(Path plan) throws Exception {
        byte[] good = Files.readAllBytes(plan);
        int refused = 0;
        for (long seed = first(); seed <= last(); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bad = good;
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                bad = spoilt(bad, random);
            }
            refused += problems(bad, seed).isEmpty() ? 0 : 1;
        }
        System.out.println(
                "Fuzz " + plan + ": " + (last() - first() + 1) + " mutations of bytes, " + refused + " refused");
        assertThat(refused).isPositive();
    }

    private static byte[] spoilt(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length + 1);
        int length = Math.min(random.nextInt(1, 80), bytes.length - at);
        return switch (random.nextInt(6)) {
            case 0 -> join(bytes, at, new byte[] {NASTY[random.nextInt(NASTY.length)]}, at);
            case 1 -> join(bytes, at, new byte[] {NASTY[random.nextInt(NASTY.length)]}, Math.min(at + 1, bytes.length));
            case 2 -> join(bytes, at, new byte[0], at + length);
            case 3 -> join(bytes, at, Arrays.copyOfRange(bytes, at, at + length), at);
            case 4 -> join(bytes, at, new byte[] {(byte) random.nextInt(256)}, at);
            default -> lines(bytes, random);
        };
    }

    private static byte[] join(byte[] bytes, int to, byte[] middle, int from) {
        byte[] joined = Arrays.copyOf(bytes, to + middle.length + bytes.length - from);
        System.arraycopy(middle, 0, joined, to, middle.length);
        System.arraycopy(bytes, from, joined, to + middle.length, bytes.length - from);
        return joined;
    }

    /** Swaps two lines, or indents one by another amount. */
    private static byte[] lines(byte[] bytes, SplittableRandom random) {
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1);
        int a = random.nextInt(lines.length);
        int b = random.nextInt(lines.length);
        if (random.nextBoolean()) {
            String line = lines[a];
            lines[a] = lines[b];
            lines[b] = line;
        } else {
            lines[a] = " ".repeat(random.nextInt(6)) + lines[a].strip();
        }
        return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldNameTheValueThatWasSpoilt(Path plan) throws Exception {
        byte[] good = Files.readAllBytes(plan);
        List<Tree.Text> values = new ArrayList<>();
        values(tree(good), values);
        int checked = 0;
        for (Tree.Text value : values) {
            byte[] bad = replaced(good, value.place(), value.value(), "\u20ac\u00a7");
            if (bad.length == 0) {
                continue;
            }
            List<Problem> problems = problems(bad, 0);
            if (problems.isEmpty()) {
                // Free text may be anything.
                continue;
            }
            checked++;
            assertThat(problems).as("%s at %s", value.value(), value.place()).anyMatch(p -> near(p, value.place()));
        }
        System.out.println("Fuzz " + plan + ": " + checked + " of " + values.size() + " values spoilt and named");
        assertThat(checked).isGreaterThan(values.size() / 3);
    }

    @ParameterizedTest
    @MethodSource("plans")
    void shouldNameTheKeyThatWasSpoilt(Path plan) throws Exception {
        byte[] good = Files.readAllBytes(plan);
        List<String> keys = new ArrayList<>();
        List<Place> places = new ArrayList<>();
        keys(tree(good), keys, places);
        for (int i = 0; i < keys.size(); i++) {
            byte[] bad = replaced(good, places.get(i), keys.get(i), keys.get(i) + "x");
            Place place = places.get(i);
            String key = keys.get(i);

            assertThat(problems(bad, 0)).as("%s at %s", key, place).anySatisfy(problem -> {
                assertThat(problem.place().line()).isEqualTo(place.line());
                assertThat(problem.place().column()).isEqualTo(place.column());
                assertThat(problem.message()).contains("'" + key + "x'");
            });
        }
        System.out.println("Fuzz " + plan + ": " + keys.size() + " keys spoilt and named");
    }

    private static boolean near(Problem problem, Place place) {
        return problem.place().line() == place.line();
    }

    private static Tree tree(byte[] bytes) {
        return YamlReader.read("plan", bytes, new ArrayList<>()).orElseThrow();
    }

    private static void values(Tree tree, List<Tree.Text> found) {
        if (tree instanceof Tree.Text text) {
            found.add(text);
        } else if (tree instanceof Tree.Items items) {
            items.items().forEach(item -> values(item, found));
        } else {
            ((Tree.Fields) tree).fields().values().forEach(field -> values(field.value(), found));
        }
    }

    /** Keys that a plan may not choose itself: not those of headers and labels. */
    private static void keys(Tree tree, List<String> keys, List<Place> places) {
        if (tree instanceof Tree.Items items) {
            items.items().forEach(item -> keys(item, keys, places));
        } else if (tree instanceof Tree.Fields fields) {
            fields.fields().forEach((key, field) -> {
                keys.add(key);
                places.add(field.keyPlace());
                if (!NAMED_BY_THE_OPERATOR.contains(key)) {
                    keys(field.value(), keys, places);
                }
            });
        }
    }

    /** The plan with {@code old} at {@code place} replaced; nothing when it is written there in another form. */
    private static byte[] replaced(byte[] bytes, Place place, String old, String by) {
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
        String line = lines[place.line() - 1];
        int at = line.offsetByCodePoints(0, place.column() - 1);
        at = line.startsWith("\"", at) ? at + 1 : at;
        if (!line.startsWith(old, at)) {
            return new byte[0];
        }
        lines[place.line() - 1] = line.substring(0, at) + by + line.substring(at + old.length());
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    /** What reading says; anything else than a plan or problems fails, and so does a problem at no place. */
    private static List<Problem> problems(byte[] bytes, long seed) {
        try {
            PlanFile.read("plan", bytes, PlanEdits.NONE);
            return List.of();
        } catch (InvalidPlanException e) {
            long lines = new String(bytes, StandardCharsets.UTF_8).lines().count() + 1;
            assertThat(e.problems()).as("seed %d", seed).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.place().line()).isBetween(1, (int) lines);
                assertThat(problem.place().column()).isPositive();
                assertThat(problem.message()).matches(MESSAGE);
            });
            return e.problems();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed + ": -Dmediaup.seed=" + seed, e);
        }
    }
}
