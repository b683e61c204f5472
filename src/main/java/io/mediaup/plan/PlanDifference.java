package io.mediaup.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What differs between two plans, for people. Values of headers and of hooks are never shown. */
public final class PlanDifference {

    private static final String NOTHING = "(not there)";

    private PlanDifference() {}

    /**
     * One line for each key whose value differs, such as {@code target.version: 1.5.0 → 1.6.0}; empty when one of the two
     * cannot be read.
     */
    public static List<String> lines(byte[] before, PlanEdits editsBefore, byte[] after, PlanEdits edits) {
        Map<String, String> old = values(before, editsBefore);
        Map<String, String> now = values(after, edits);
        List<String> lines = new ArrayList<>();
        if (old.isEmpty() || now.isEmpty()) {
            return lines;
        }
        Map<String, String> all = new TreeMap<>(old);
        all.putAll(now);
        for (String path : all.keySet()) {
            String from = old.getOrDefault(path, NOTHING);
            String to = now.getOrDefault(path, NOTHING);
            if (!from.equals(to)) {
                lines.add(path + ": " + (secret(path) ? "changed" : shown(from) + " → " + shown(to)));
            }
        }
        return lines;
    }

    private static boolean secret(String path) {
        return path.contains(".headers.") || path.startsWith("hooks[");
    }

    private static String shown(String value) {
        return Texts.cut(value);
    }

    private static Map<String, String> values(byte[] plan, PlanEdits edits) {
        List<Problem> problems = new ArrayList<>();
        Map<String, String> values = new TreeMap<>();
        YamlReader.read("plan", plan, problems)
                .map(tree -> Variables.fill(Overrides.apply(tree, edits.sets(), problems), edits.vars(), problems))
                .ifPresent(tree -> collect("", tree, values));
        return values;
    }

    private static void collect(String path, Tree tree, Map<String, String> values) {
        if (tree instanceof Tree.Fields fields) {
            fields.fields()
                    .forEach((key, field) -> collect(path.isEmpty() ? key : path + "." + key, field.value(), values));
        } else if (tree instanceof Tree.Items items) {
            for (int i = 0; i < items.items().size(); i++) {
                collect(path + "[" + i + "]", items.items().get(i), values);
            }
        } else {
            values.put(path, ((Tree.Text) tree).value());
        }
    }
}
