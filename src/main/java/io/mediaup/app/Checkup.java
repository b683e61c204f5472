package io.mediaup.app;

import io.mediaup.console.json.JsonLines;
import io.mediaup.console.plain.Prose;
import io.mediaup.console.plain.Style;
import io.mediaup.provider.Finding;
import io.mediaup.provider.Finding.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints findings as they are made, and adds them up. Not thread-safe. */
final class Checkup {

    /** As wide as the longest name of a check, and the gap behind it. */
    private static final int NAME = 15;

    private static final int WORD = 6;

    private final Terminal terminal;
    private final Map<Level, Integer> counts = new EnumMap<>(Level.class);

    Checkup(Terminal terminal) {
        this.terminal = terminal;
    }

    void add(List<Finding> findings) {
        findings.forEach(this::add);
    }

    void add(Finding finding) {
        counts.merge(finding.level(), 1, Integer::sum);
        if (terminal.json()) {
            terminal.result(JsonLines.of("finding", json(finding)));
        } else if (terminal.verbosity() >= 0 || finding.level().compareTo(Level.WARNING) >= 0) {
            lines(finding).forEach(terminal::result);
        }
    }

    private static Map<String, Object> json(Finding finding) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("check", finding.check());
        json.put("level", finding.level().word());
        json.put("subjects", finding.subjects());
        json.put("text", finding.text());
        return json;
    }

    private List<String> lines(Finding finding) {
        String word = finding.level().word();
        String indent = " ".repeat(WORD + NAME);
        List<String> lines = new ArrayList<>(Prose.lines(indent + finding.text(), terminal.width()));
        String name =
                finding.check() + " ".repeat(Math.max(1, NAME - finding.check().length()));
        lines.set(
                0,
                style(finding.level()).of(word, terminal.color())
                        + " ".repeat(WORD - word.length())
                        + name
                        + lines.get(0).strip());
        return lines;
    }

    private static Style style(Level level) {
        return switch (level) {
            case OK -> Style.GOOD;
            case SKIPPED -> Style.DIM;
            case WARNING -> Style.WARNING;
            case FAILED, UNREACHABLE, FORBIDDEN -> Style.ERROR;
        };
    }

    /** Says the sum, and what it means. */
    Exit close(String plan) {
        int failed = count(Level.FAILED) + count(Level.UNREACHABLE) + count(Level.FORBIDDEN);
        Exit exit = exit();
        if (terminal.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("plan", plan);
            json.put("ok", count(Level.OK));
            json.put("skip", count(Level.SKIPPED));
            json.put("warn", count(Level.WARNING));
            json.put("fail", failed);
            json.put("exit", exit.code());
            terminal.result(JsonLines.of("checkup", json));
        } else {
            terminal.say("");
            terminal.say(count(Level.OK) + " ok, " + count(Level.SKIPPED) + " not checked, " + count(Level.WARNING)
                    + " to know, " + failed + " failed. Nothing was changed.");
        }
        return exit;
    }

    private Exit exit() {
        return count(Level.FORBIDDEN) > 0
                ? Exit.NOT_PERMITTED
                : count(Level.UNREACHABLE) > 0 ? Exit.UNREACHABLE : count(Level.FAILED) > 0 ? Exit.FAILED : Exit.DONE;
    }

    private int count(Level level) {
        return counts.getOrDefault(level, 0);
    }
}
