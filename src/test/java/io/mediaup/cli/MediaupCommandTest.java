package io.mediaup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MediaupCommandTest {

    @Test
    void shouldKnowEveryVerbByTheNameThatItHas() {
        Map<String, CommandLine> verbs = MediaupCommand.complete().getSubcommands();

        assertThat(verbs)
                .containsOnlyKeys(
                        "validate",
                        "plan",
                        "apply",
                        "reap",
                        "status",
                        "pause",
                        "resume",
                        "abort",
                        "rollback",
                        "approve",
                        "drain",
                        "undrain",
                        "hold",
                        "release",
                        "extend",
                        "doctor",
                        "iam-policy",
                        "presets",
                        "schema",
                        "completion",
                        "lab");
        verbs.forEach((name, verb) -> assertThat(verb.getCommand()
                        .getClass()
                        .getAnnotation(CommandLine.Command.class)
                        .name())
                .isEqualTo(name));
        assertThat(verbs.get("lab").getSubcommands()).containsOnlyKeys("up", "down", "status", "traffic");
    }

    @Test
    void shouldTakeEnumsInAnyCaseInEveryVerb() {
        assertThat(MediaupCommand.complete().getSubcommands().values())
                .allMatch(CommandLine::isCaseInsensitiveEnumValuesAllowed);
    }
}
