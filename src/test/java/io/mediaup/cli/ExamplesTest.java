package io.mediaup.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The examples under {@code dist/examples}: that their syntax is right, and that mediaup knows what they call. */
class ExamplesTest {

    private static final Path EXAMPLES = Path.of("dist/examples");

    /** A call of mediaup up to the end of the command. */
    private static final Pattern CALL = Pattern.compile("(?:^|[\\s/])mediaup ((?:validate|plan|apply|reap)\\b[^|&;]*)");

    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.sorted().toList();
        }
    }

    /** The commands of a file, without its comments. */
    private static List<String> calls(Path file) throws IOException {
        List<String> calls = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.strip().startsWith("#")) {
                CALL.matcher(line).results().map(found -> found.group(1)).forEach(calls::add);
            }
        }
        return calls;
    }

    @Test
    void shouldBeTheExamplesThatAreMeant() throws Exception {
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "github-actions.yaml",
                        "gitlab-ci.yml",
                        "mediaup-apply.service",
                        "mediaup-apply.timer",
                        "mediaup-reap.service",
                        "mediaup-reap.timer",
                        "mediaup.cron");
    }

    @ParameterizedTest
    @MethodSource("files")
    void shouldCallWhatMediaupKnows(Path file) throws Exception {
        List<String> calls = calls(file);

        boolean timer = file.toString().endsWith(".timer");
        assertThat(calls.isEmpty()).as("%s", calls).isEqualTo(timer);
        for (String call : calls) {
            String[] words = WORD.matcher(call)
                    .results()
                    .map(word -> word.group().replaceAll("[\"']", "").replaceAll("\\$\\{?[A-Z_]+(#v)?}?", "1.5.0"))
                    .toArray(String[]::new);
            ParseResult parsed = MediaupCommand.complete().parseArgs(words);
            assertThat(parsed.hasSubcommand()).as(call).isTrue();
            boolean asks = words[0].equals("apply") && !List.of(words).contains("--yes");
            assertThat(asks).as("nobody is there to ask: %s", call).isFalse();
        }
    }

    /** The directives of a unit file by section and key; a key that comes again adds to the list. */
    private static Map<String, List<String>> directives(Path file) throws IOException {
        Map<String, List<String>> directives = new TreeMap<>();
        String section = "";
        for (String line : Files.readAllLines(file)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher header = Pattern.compile("\\[(\\w+)]").matcher(line);
            Matcher directive = Pattern.compile("(\\w+)=(.*\\S)").matcher(line);
            if (header.matches()) {
                section = header.group(1);
            } else {
                assertThat(directive.matches()).as("%s: %s", file, line).isTrue();
                directives
                        .computeIfAbsent(section + "." + directive.group(1), key -> new ArrayList<>())
                        .add(directive.group(2));
            }
        }
        return directives;
    }

    @Test
    void shouldTakeAnUnfinishedRunForASuccess() throws Exception {
        for (String verb : List.of("apply", "reap")) {
            Map<String, List<String>> service = directives(EXAMPLES.resolve("mediaup-" + verb + ".service"));
            Map<String, List<String>> timer = directives(EXAMPLES.resolve("mediaup-" + verb + ".timer"));
            assertThat(service)
                    .containsEntry("Service.SuccessExitStatus", List.of("75"))
                    .containsEntry("Service.Type", List.of("oneshot"));
            assertThat(timer)
                    .containsKey("Timer.OnCalendar")
                    .containsEntry("Install.WantedBy", List.of("timers.target"));
        }
        assertThat(calls(EXAMPLES.resolve("mediaup.cron"))).allMatch(call -> call.contains("--unfinished-ok"));
        JsonNode github = yaml("github-actions.yaml");
        assertThat(github.path("env").path("MEDIAUP_UNFINISHED_OK").asString()).isEqualTo("true");
        JsonNode gitlab = yaml("gitlab-ci.yml");
        assertThat(gitlab.path(".mediaup")
                        .path("allow_failure")
                        .path("exit_codes")
                        .get(0)
                        .asInt())
                .isEqualTo(75);
        assertThat(gitlab.path("apply").path("extends").asString()).isEqualTo(".mediaup");
        assertThat(gitlab.path("reap").path("extends").asString()).isEqualTo(".mediaup");
    }

    @Test
    void shouldBeUnitsThatSystemdTakes(@TempDir Path directory) throws Exception {
        assumeThat(Files.isExecutable(Path.of("/usr/bin/systemd-analyze"))).isTrue();
        List<String> command = new ArrayList<>(List.of("systemd-analyze", "verify", "--man=no"));
        String here = Path.of("dist/mediaup").toAbsolutePath().toString();
        for (Path file : files()) {
            if (file.toString().matches(".*\\.(service|timer)")) {
                Path copy = directory.resolve(file.getFileName());
                Files.writeString(copy, Files.readString(file).replace("/opt/mediaup/dist/mediaup", here));
                command.add(copy.toString());
            }
        }
        assertThat(said(command)).isEqualTo("exit 0: ");
    }

    private static String said(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return "exit " + process.exitValue() + ": " + said;
    }

    /** By crontab(5) of Debian's cron: settings, or five fields, a user and a command. */
    @Test
    void shouldBeACrontab() throws Exception {
        CronParser cron = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        int jobs = 0;
        for (String line : Files.readAllLines(EXAMPLES.resolve("mediaup.cron"))) {
            if (line.isBlank() || line.startsWith("#") || line.matches("[A-Z_]+=\\S+")) {
                continue;
            }
            String[] fields = line.split("\\s+", 7);
            assertThat(fields).as(line).hasSize(7);
            cron.parse(String.join(" ", List.of(fields).subList(0, 5))).validate();
            assertThat(fields[5]).isEqualTo("mediaup");
            assertThat(fields[6]).startsWith("/").doesNotContain("%");
            jobs++;
        }
        assertThat(jobs).isEqualTo(2);
        assertThat(Files.readString(EXAMPLES.resolve("mediaup.cron"))).endsWith("\n");
    }

    @Test
    void shouldBeJobsOfTheTwoCiSystems() throws Exception {
        JsonNode jobs = yaml("github-actions.yaml").path("jobs");
        assertThat(jobs.propertyNames()).containsExactly("validate", "apply", "reap");
        for (JsonNode job : jobs) {
            assertThat(job.path("runs-on").isArray()).isTrue();
            assertThat(job.path("steps")).isNotEmpty().allMatch(step -> step.has("uses") != step.has("run"));
        }
        JsonNode gitlab = yaml("gitlab-ci.yml");
        for (String job : List.of("validate", "apply", "reap")) {
            assertThat(gitlab.path("stages")).contains(gitlab.path(job).path("stage"));
            assertThat(gitlab.path(job).path("script")).isNotEmpty();
            assertThat(gitlab.path(job).path("rules")).isNotEmpty();
        }
    }

    private static JsonNode yaml(String name) throws IOException {
        return new YAMLMapper().readTree(Files.readString(EXAMPLES.resolve(name)));
    }
}
