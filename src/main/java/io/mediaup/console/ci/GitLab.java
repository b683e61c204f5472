package io.mediaup.console.ci;

import io.mediaup.console.RunEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * GitLab CI: a section of the job's log for each batch, and mistakes in a plan as a Code Quality report. Sections are kept
 * for one run, and not thread-safe.
 *
 * @see <a href="https://docs.gitlab.com/ci/jobs/job_logs/#custom-collapsible-sections">Collapsible sections</a>
 * @see <a href="https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format">Code Quality reports</a>
 */
public final class GitLab {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern PLACED = Pattern.compile("(?s)(\\S[^:]*):(\\d+):(\\d+): (.*)");

    /** ECMA-48: erases the line, so that a log viewer that knows no sections shows nothing of them. */
    private static final String ERASE = "\u001b[0K";

    private static final Set<String> LAST = Set.of("run-ended", "runner-left");

    private Optional<String> open = Optional.empty();

    /** What to write before an event's own line. */
    public List<String> sections(RunEvent event) {
        List<String> marks = new ArrayList<>();
        boolean begins = event.type().equals("batch-opened");
        if (begins || LAST.contains(event.type())) {
            open.ifPresent(name -> marks.add(mark("end", event, name)));
            open = Optional.empty();
        }
        if (begins) {
            String name = event.subject().replaceAll("[^A-Za-z0-9]+", "_");
            marks.add(mark("start", event, name) + event.subject());
            open = Optional.of(name);
        }
        return marks;
    }

    private static String mark(String which, RunEvent event, String name) {
        return ERASE + "section_" + which + ":" + event.at().getEpochSecond() + ":" + name + "\r" + ERASE;
    }

    /** The messages that have a file and a line as a Code Quality report; an empty report when none has. */
    public static String codeQuality(List<String> messages) {
        List<Map<String, Object>> issues = new ArrayList<>();
        for (String message : messages) {
            Matcher placed = PLACED.matcher(message);
            if (placed.matches()) {
                Map<String, Object> issue = new LinkedHashMap<>();
                issue.put("description", placed.group(4));
                issue.put("check_name", "mediaup-plan");
                issue.put("fingerprint", fingerprint(message));
                issue.put("severity", "blocker");
                Map<String, Object> lines = Map.of("begin", Integer.valueOf(placed.group(2)));
                issue.put("location", Map.of("path", path(placed.group(1)), "lines", lines));
                issues.add(issue);
            }
        }
        return MAPPER.writeValueAsString(issues) + "\n";
    }

    /** GitLab wants paths relative to the repository, without a leading dot. */
    private static String path(String file) {
        return file.startsWith("./") ? file.substring(2) : file;
    }

    private static String fingerprint(String message) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(message.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every Java, but found none.", e);
        }
    }
}
