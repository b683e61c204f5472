package io.mediaup.plan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plan file as it is kept with a run: as it was, and behind it, as comments, what the command line changed in it.
 * Comments, so that the copy still is a plan, and at its end, so that lines keep their numbers.
 */
public final class KeptPlan {

    private static final String MARK = "# Begun by mediaup with these options:";
    private static final String SET = "#   --set ";
    private static final String VAR = "#   --var ";

    private KeptPlan() {}

    /** What is kept of the file {@code plan}, which {@code edits} were applied to. */
    public static byte[] of(byte[] plan, PlanEdits edits) {
        String text = new String(plan, StandardCharsets.UTF_8);
        if (edits.equals(PlanEdits.NONE) && !text.contains(MARK)) {
            return plan;
        }
        StringBuilder kept = new StringBuilder(text);
        kept.append(text.endsWith("\n") ? "" : "\n").append(MARK).append('\n');
        edits.sets().forEach(set -> kept.append(SET).append(escaped(set)).append('\n'));
        edits.vars().forEach(pair -> kept.append(VAR).append(escaped(pair)).append('\n'));
        return kept.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What the command line had changed in a plan that was kept. */
    public static PlanEdits edits(byte[] kept) {
        String text = new String(kept, StandardCharsets.UTF_8);
        int mark = text.lastIndexOf(MARK);
        List<String> lines = mark < 0 ? List.of() : text.substring(mark).lines().toList();
        return new PlanEdits(behind(SET, lines), behind(VAR, lines));
    }

    private static List<String> behind(String prefix, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> unescaped(line.substring(prefix.length())))
                .toList();
    }

    /** The keys and variables, as options without their values, that {@code begun} has and {@code now} has not. */
    public static List<String> missing(PlanEdits begun, PlanEdits now) {
        return Stream.concat(
                        names(begun.sets(), now.sets()).map(name -> "--set " + name),
                        names(begun.vars(), now.vars()).map(name -> "--var " + name))
                .toList();
    }

    private static Stream<String> names(List<String> begun, List<String> now) {
        List<String> given = now.stream().map(KeptPlan::name).toList();
        return begun.stream().map(KeptPlan::name).distinct().filter(name -> !given.contains(name));
    }

    private static String name(String pair) {
        return pair.substring(0, Math.max(0, pair.indexOf('=')));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String value) {
        List<String> parts = new ArrayList<>(List.of(value.split("\\\\\\\\", -1)));
        return parts.stream()
                .map(part -> part.replace("\\n", "\n").replace("\\r", "\r"))
                .collect(Collectors.joining("\\"));
    }
}
