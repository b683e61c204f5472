package io.mediaup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.journal.Journal;
import io.mediaup.journal.Requests;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.Tenure;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanEdits;
import io.mediaup.plan.PlanFile;
import io.mediaup.rollout.Fact;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the end of a run that is superseded tells, and how: what its own plan promised counts, mended by the new one. */
class SuccessionTest {

    @ParameterizedTest
    @CsvSource({
        // before: technique, when, where | now: technique, when, where | what is promised at the end
        "kill-reconnect, after, old, drain-first, , , AFTER old",
        "kill-reconnect, after, old, kill-reconnect, , , AFTER old",
        "kill-reconnect, after, wrong, kill-reconnect, after, mended, AFTER mended",
        "kill-reconnect, after, old, kill-reconnect, before, mended, AFTER mended",
        "kill-reconnect, before, old, kill-reconnect, after, mended, BEFORE mended",
        // Its hosts had drained: nobody on them was cut off.
        "drain-first, , , kill-reconnect, after, new, nobody",
        "kill-reconnect, , , kill-reconnect, after, new, nobody",
        // Its plan cannot be read any more, so only its technique is known.
        "unreadable kill-reconnect, , , kill-reconnect, after, new, AFTER new",
        "unreadable drain-first, , , kill-reconnect, after, new, nobody",
    })
    void shouldKeepWhatTheOldPlanPromised(
            String technique,
            String when,
            String where,
            String newTechnique,
            String newWhen,
            String newWhere,
            String end)
            throws Exception {
        boolean unreadable = technique.startsWith("unreadable");
        String begun = technique.replace("unreadable ", "");
        Old old = new Old(begun, unreadable ? "?" : text(begun, when, where));
        Plan plan = read(text(newTechnique, newWhen, newWhere));

        Plan promised = Succession.promised(plan, old);

        assertThat(promised.reconnect()
                        .map(spec -> spec.when() + " "
                                + ((HttpCheck) spec.notice()).url().replaceAll(".*/", ""))
                        .orElse("nobody"))
                .isEqualTo(end);
    }

    private static String text(String technique, String when, String where) throws Exception {
        String plan = Files.readString(Path.of("plans/kill-reconnect.yaml"))
                .replaceAll("(?m)^technique: .*$", "technique: " + technique);
        return when == null
                ? plan
                : plan + "\nreconnect: {when: " + when + ", notify: {http: {url: \"https://signalling.internal/" + where
                        + "\"}}}\n";
    }

    private static Plan read(String text) throws Exception {
        return PlanFile.read("plan.yaml", text.getBytes(StandardCharsets.UTF_8), PlanEdits.NONE);
    }

    private record Old(String technique, String text) implements StoredRun {

        @Override
        public String id() {
            return "r1";
        }

        @Override
        public String place() {
            return "r1";
        }

        @Override
        public String planPlace() {
            return "r1/plan.yaml";
        }

        @Override
        public byte[] plan() {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Journal openJournal(Tenure tenure, Consumer<String> notices) {
            throw new UnsupportedOperationException("nothing is written");
        }

        @Override
        public List<Fact> facts() {
            return List.of(new Fact.RunStarted(
                    Instant.EPOCH, "r1", "test", "digest", technique, "2", 0, List.of(), List.of()));
        }

        @Override
        public Requests requests() {
            throw new UnsupportedOperationException("nobody asks for anything");
        }
    }
}
