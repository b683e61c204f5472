package io.mediaup.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files in {@code completions/} in the real shells, installed as people install them. */
class MediaupCompletionTest {

    private static final Path COMPLETIONS = Path.of("completions").toAbsolutePath();

    @TempDir
    Path directory = Path.of("");

    @BeforeEach
    void writePlan() throws IOException {
        Files.writeString(directory.resolve("my plan.yaml"), "");
    }

    private Shells shell(Shell shell) throws IOException {
        // Fish loads the completion of programs that there are.
        Path program = Files.createFile(
                Files.createDirectory(directory.resolve(".bin")).resolve("mediaup"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        String install = switch (shell) {
            case bash -> "source '" + COMPLETIONS + "/mediaup.bash'";
            case zsh -> "fpath=('" + COMPLETIONS + "' $fpath); autoload -Uz _mediaup; compdef _mediaup mediaup";
            case fish -> "set fish_complete_path '" + COMPLETIONS + "' $fish_complete_path";
        };
        return new Shells(shell, install, directory).with("PATH", program.getParent() + ":" + System.getenv("PATH"));
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferVerbsAndTheirOptions(Shell shell) throws IOException {
        Shells mediaup = shell(shell);

        assertThat(mediaup.words("mediaup "))
                .contains("validate", "plan", "apply", "status", "pause", "resume", "abort", "lab", "completion");
        assertThat(mediaup.words("mediaup appl")).containsExactly("apply");
        assertThat(mediaup.words("mediaup lab ")).containsExactlyInAnyOrder("up", "down", "status", "traffic");
        assertThat(mediaup.words("mediaup apply --y")).containsExactly("--yes");
        assertThat(mediaup.words("mediaup plan --det")).containsExactly("--detailed-exitcode");
        assertThat(mediaup.words("mediaup lab traffic --st")).containsExactly("--stop");
        assertThat(mediaup.words("mediaup schema ")).containsExactlyInAnyOrder("plan", "events");
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferValues(Shell shell) throws IOException {
        Shells mediaup = shell(shell);

        assertThat(mediaup.words("mediaup apply ")).containsExactly("my plan.yaml");
        assertThat(mediaup.words("mediaup lab down ")).containsExactly("my plan.yaml");
        assertThat(mediaup.words("mediaup plan --output ")).contains("auto", "plain", "json");
        assertThat(mediaup.words("mediaup completion ")).containsExactlyInAnyOrder("bash", "zsh", "fish");
        assertThat(mediaup.words("mediaup apply --set target.v")).containsExactly("target.version=");
        assertThat(mediaup.words("mediaup apply --set a=b --set techn"))
                .containsExactly(
                        "technique=drain-first",
                        "technique=migrate-first",
                        "technique=kill-reconnect",
                        "technique=active-passive");
        assertThat(mediaup.words("mediaup apply --set=rollout.shape=r"))
                .containsExactly(shell == Shell.bash ? "rolling" : "--set=rollout.shape=rolling");
    }

    @Test
    void shouldTypeOnInBash() throws IOException {
        assertThat(shell(Shell.bash)
                        .typed(List.of(
                                "dist/mediaup appl",
                                "mediaup apply --set target.v",
                                "mediaup apply --set rollout.shape=r",
                                "MEDIAUP_YES=true mediaup apply my",
                                "true && mediaup apply my")))
                .containsExactly(
                        "dist/mediaup apply |",
                        "mediaup apply --set target.version=|",
                        "mediaup apply --set rollout.shape=rolling |",
                        "MEDIAUP_YES=true mediaup apply my\\ plan.yaml |",
                        "true && mediaup apply my\\ plan.yaml |");
    }
}
