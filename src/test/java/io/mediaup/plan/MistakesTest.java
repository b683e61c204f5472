package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Typical mistakes with the messages that each gets, kept in a file that people can read. */
class MistakesTest {

    private static final Path FILE = Path.of("src/test/resources/golden/mistakes.md");
    private static final Path PLAN = Path.of("plans/quickstart.yaml");

    @Test
    void shouldSayWhatItAlwaysSaid() throws Exception {
        List<String> lines = Files.readAllLines(FILE);
        List<String> now = new ArrayList<>();
        int mistakes = 0;
        int i = 0;
        while (i < lines.size()) {
            if (!lines.get(i).startsWith("### ")) {
                now.add(lines.get(i++));
                continue;
            }
            int end = i + 1;
            while (end < lines.size() && !lines.get(end).startsWith("### ")) {
                end++;
            }
            List<String> made = lines.subList(i, end).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith(">"))
                    .toList();
            now.addAll(made);
            List<String> messages = messages(made);
            assertThat(messages).as(made.get(0)).isNotEmpty();
            messages.forEach(message -> now.add("> " + message));
            now.add("");
            mistakes++;
            i = end;
        }
        if (Boolean.getBoolean("mediaup.update")) {
            Files.write(FILE, now);
        }
        assertThat(mistakes).isGreaterThanOrEqualTo(40);
        assertThat(lines).isEqualTo(now);
    }

    /** Makes the mistake, and reads the plan. */
    private static List<String> messages(List<String> made) throws Exception {
        String text = Files.readString(PLAN);
        List<String> added = new ArrayList<>();
        List<String> sets = new ArrayList<>();
        List<String> vars = new ArrayList<>();
        String removed = "";
        for (String line : made) {
            if (line.startsWith("- ")) {
                removed = line.substring(2);
            } else if (line.startsWith("+ ")) {
                added.add(line.substring(2));
            } else if (line.startsWith("$ --set ")) {
                sets.add(line.substring("$ --set ".length()));
            } else if (line.startsWith("$ --var ")) {
                vars.add(line.substring("$ --var ".length()));
            }
        }
        if (!removed.isEmpty()) {
            assertThat(text.lines()).as("%s", made).containsOnlyOnce(removed);
            text = text.replace(removed + "\n", String.join("\n", added) + "\n");
        }
        try {
            PlanFile.read("plan.yaml", text.getBytes(StandardCharsets.UTF_8), new PlanEdits(sets, vars));
            return List.of();
        } catch (InvalidPlanException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}
