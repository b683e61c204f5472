package io.mediaup.app;

import io.mediaup.console.RunEvent;
import io.mediaup.console.Summary;
import io.mediaup.console.ci.GitHub;
import io.mediaup.console.ci.GitLab;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells the CI system, where there is one, what it can show beside the log. Never a reason to fail. */
final class CiReport {

    private final Terminal terminal;
    private final Map<String, String> env;
    private final GitLab gitLab = new GitLab();

    CiReport(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.env = home.env();
    }

    private static boolean onGitHub(Map<String, String> env) {
        return "true".equals(env.get("GITHUB_ACTIONS"));
    }

    private static boolean onGitLab(Map<String, String> env) {
        return "true".equals(env.get("GITLAB_CI"));
    }

    /** The annotations of the messages that end a command. */
    static List<String> annotations(List<String> messages, Map<String, String> env) {
        return onGitHub(env) ? messages.stream().map(GitHub::error).toList() : List.of();
    }

    void event(RunEvent event) {
        if (onGitHub(env)) {
            GitHub.annotation(event).ifPresent(terminal.err()::println);
        }
        if (onGitLab(env) && !terminal.json()) {
            gitLab.sections(event).forEach(terminal::say);
        }
    }

    /** Writes the messages that ended a command to where GitLab picks a Code Quality report up, if that is wanted. */
    static Optional<String> codeQuality(List<String> messages, Map<String, String> env) {
        String file = env.getOrDefault("MEDIAUP_CODE_QUALITY", "");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            Files.writeString(Path.of(file), GitLab.codeQuality(messages), StandardCharsets.UTF_8);
            return Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.of("The report could not be written to MEDIAUP_CODE_QUALITY (" + e + ").");
        }
    }

    void summary(Summary summary) {
        String file = env.getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (!onGitHub(env) || file.isEmpty()) {
            return;
        }
        try {
            Files.write(
                    Path.of(file),
                    GitHub.summary(summary),
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException | InvalidPathException e) {
            terminal.complain("The job summary could not be written to GITHUB_STEP_SUMMARY (" + e + ").");
        }
    }
}
