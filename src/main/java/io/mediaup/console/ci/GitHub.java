package io.mediaup.console.ci;

import io.mediaup.console.RunEvent;
import io.mediaup.console.Summary;
import io.mediaup.rollout.Texts;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * GitHub Actions: annotations as workflow commands, and a job summary in Markdown. Thread-safe.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands">Workflow commands</a>
 */
public final class GitHub {

    private static final Pattern PLACED = Pattern.compile("(?s)(\\S[^:]*):(\\d+):(\\d+): (.*)");

    private GitHub() {}

    /** The annotation of an event that is not as it should be; empty for all others. */
    public static Optional<String> annotation(RunEvent event) {
        String title = "title=" + property("mediaup: " + event.type().replace('-', ' ')) + "::";
        String text = data(event.subject() + ": " + event.text());
        return switch (event.level()) {
            case ERROR -> Optional.of("::error " + title + text);
            case WARNING -> Optional.of("::warning " + title + text);
            case NORMAL, DETAIL -> Optional.empty();
        };
    }

    /** The annotation of a message that ended a command; one with a file, line and column is shown there. */
    public static String error(String message) {
        Matcher placed = PLACED.matcher(message);
        return placed.matches()
                ? "::error file=" + property(placed.group(1)) + ",line=" + placed.group(2) + ",col=" + placed.group(3)
                        + "::" + data(placed.group(4))
                : "::error::" + data(message);
    }

    /** A command's summary as Markdown. */
    public static List<String> summary(Summary summary) {
        Summary.Hosts hosts = summary.hosts();
        Summary.Sessions sessions = summary.sessions();
        String mark = summary.exit() == 0 ? "✅" : "❌";
        return List.of(
                "### " + mark + " mediaup " + cell(summary.command()) + ": " + cell(summary.plan()) + " → "
                        + cell(summary.targetVersion()) + ": " + cell(summary.outcome()),
                "",
                cell(summary.reason()),
                "",
                "| launched | retired | current | outdated | sessions ended by themselves | cut | lost | took |",
                "|---|---|---|---|---|---|---|---|",
                "| " + hosts.launched() + " | " + hosts.retired() + " | " + hosts.current() + " | " + hosts.outdated()
                        + " | " + sessions.drained() + " | " + sessions.cut() + " | " + sessions.lost() + " | "
                        + Texts.duration(summary.duration()) + " |",
                "");
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    /** Text that cannot end a cell, or begin a tag. */
    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ");
    }
}
