package io.mediaup.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.Plan;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One line of a decision table. What is expected is what is decided in this one turn, all of it and in order: either
 * verdicts, such as {@code HostDrained o1}, or actions, such as {@code cordon o1}. Beside that, {@code waits o1: draining}
 * expects a wait of which that is a part, and {@code leaves only draining} that the process leaves for a reason of which that
 * is a part; without such a line it must stay.
 */
record Row(String name, Plan plan, String batch, String given, UnaryOperator<Scene> when, List<String> then) {

    private static final Pattern HOST = Pattern.compile("host=([^,\\]]+)");

    static Row row(String name, Plan plan, String batch, String given, String... then) {
        return new Row(name, plan, batch, given, UnaryOperator.identity(), List.of(then));
    }

    static Row row(String name, Plan plan, String batch, String given, UnaryOperator<Scene> when, String... then) {
        return new Row(name, plan, batch, given, when, List.of(then));
    }

    void check() {
        check(when.apply(Scene.of(plan, batch, given)).decide(), then);
    }

    static void check(Decision decision, List<String> then) {
        assertThat(decided(decision))
                .as("decided; it waits for %s", decision.waits())
                .containsExactlyElementsOf(then.stream()
                        .filter(line -> !line.startsWith("waits ") && !line.startsWith("leaves "))
                        .toList());
        List<String> leaves = then.stream()
                .filter(line -> line.startsWith("leaves "))
                .map(line -> line.substring("leaves ".length()))
                .toList();
        assertThat(decision.leave().isPresent())
                .as("leaves: %s", decision.leave())
                .isEqualTo(!leaves.isEmpty());
        leaves.forEach(part -> assertThat(decision.leave().orElse("")).contains(part));
        List<String> waits = decision.waits().stream()
                .map(wait -> wait.subject() + ": " + wait.reason())
                .toList();
        then.stream()
                .filter(line -> line.startsWith("waits "))
                .map(line -> line.substring("waits ".length()))
                .forEach(expected -> assertThat(waits).anyMatch(wait -> wait.contains(expected)));
        assertThat(decision.actions())
                .allSatisfy(proposal -> assertThat(proposal.reason())
                        .as("reason of %s", proposal.action())
                        .isNotBlank());
        assertThat(decision.waits())
                .allSatisfy(wait -> assertThat(wait.reason()).isNotBlank());
    }

    static List<String> decided(Decision decision) {
        return decision.verdicts().isEmpty()
                ? decision.actions().stream().map(p -> action(p.action())).toList()
                : decision.verdicts().stream().map(Row::verdict).toList();
    }

    private static String action(Action action) {
        String from = action instanceof Action.Launch launch
                ? launch.definition().standby().map(host -> " from " + host).orElse("")
                : "";
        String cut = action instanceof Action.Retire retire && !retire.mayCut().isEmpty()
                ? " cutting " + String.join("+", retire.mayCut())
                : "";
        return action.verb() + " " + action.subject() + from + cut;
    }

    private static String verdict(Fact fact) {
        if (fact instanceof Fact.BatchOpened batch) {
            return "BatchOpened " + batch.number() + " " + batch.slots();
        } else if (fact instanceof Fact.LineStopped stop) {
            return (stop.pause() ? "LineStopped pause: " : "LineStopped halt: ") + stop.reason();
        } else if (fact instanceof Fact.RunEnded end) {
            return "RunEnded " + end.outcome().word() + ": " + end.reason();
        } else if (fact instanceof Fact.RollbackBegan back) {
            return "RollbackBegan " + back.reason();
        } else if (fact instanceof Fact.TrafficSwitched moved) {
            return "TrafficSwitched " + moved.batch();
        } else if (fact instanceof Fact.BakeBegan bake) {
            return "BakeBegan " + bake.batch();
        } else if (fact instanceof Fact.BatchProven proven) {
            return "BatchProven " + proven.batch();
        } else if (fact instanceof Fact.WindowOpened window) {
            return "WindowOpened until " + window.closes();
        } else if (fact instanceof Fact.WindowClosed window) {
            return "WindowClosed until " + window.opens();
        }
        // Every other verdict is about one host.
        String host = HOST.matcher(fact.toString())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
        return fact.getClass().getSimpleName() + " " + host;
    }

    @Override
    public String toString() {
        return name;
    }
}
