package io.mediaup.cli.completion;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.lab.LabDirectory;
import io.mediaup.lab.LabFleet;
import io.mediaup.lab.LabMachine;
import io.mediaup.lab.LabSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code HOST} arguments, completed from a lab that is up: the scripts read its files, so these must stay as they are. */
class HostCompletionTest {

    private static final CommandSpec FLEET = new CommandLine(new FleetCommand()).getCommandSpec();

    @TempDir
    static Path home = Path.of("");

    @TempDir
    Path directory = Path.of("");

    private static Path state() {
        return home.resolve(".local/state");
    }

    private static LabFleet lab() {
        return new LabFleet(LabDirectory.of(state().resolve("mediaup/labs"), "quick-1"));
    }

    @BeforeAll
    static void labUp() {
        lab().up(new LabSpec(
                3, List.of("a"), "1.4.2", Duration.ZERO, 0, Duration.ofSeconds(1), Duration.ofSeconds(1), List.of()));
        lab().terminate(lab().hosts().get(2).id());
    }

    @AfterAll
    static void labDown() {
        lab().down();
    }

    private Shells shell(Shell shell) throws IOException {
        return shell(shell, shell.script(FLEET));
    }

    private Shells shell(Shell shell, String script) throws IOException {
        Files.writeString(
                directory.resolve("my plan.yaml"), "# first\napiVersion: mediaup/v1\nname: \"quick-1\" # it\n");
        return new Shells(shell, script, directory).with("XDG_STATE_HOME", state().toString());
    }

    private static String[] living() {
        return lab().hosts().stream()
                .filter(host -> host.state() != LabMachine.State.TERMINATED)
                .map(LabMachine::id)
                .toArray(String[]::new);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferTheHostsOfThePlansLab(Shell shell) throws IOException {
        Shells fleet = shell(shell);

        assertThat(living()).hasSize(2);
        assertThat(fleet.words("mediaup drain my\\ plan.yaml ")).containsExactlyInAnyOrder(living());
        assertThat(fleet.words("mediaup drain --force 'my plan.yaml' " + living()[1]))
                .containsExactly(living()[1]);
        assertThat(fleet.words("mediaup drain my\\ plan.yaml other ")).contains(living());
        assertThat(fleet.words("mediaup extend my\\ plan.yaml ")).containsExactlyInAnyOrder(living());
        assertThat(fleet.words("mediaup extend my\\ plan.yaml some 2")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferThemToTheVerbsOfMediaup(Shell shell) throws IOException {
        String name = shell == Shell.zsh ? "_mediaup" : "mediaup." + shell;
        Shells mediaup = shell(shell, Files.readString(Path.of("completions", name)));

        for (String verb : List.of("drain", "undrain", "hold", "release", "extend")) {
            assertThat(mediaup.words("mediaup " + verb + " my\\ plan.yaml "))
                    .as(verb)
                    .containsExactlyInAnyOrder(living());
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferTheHostsOfALabInItsUsualPlace(Shell shell) throws IOException {
        Shells fleet = shell(shell);
        Files.writeString(home.resolve("p.yml"), "name: 'quick-1'");
        fleet.with("HOME", home.toString()).with("XDG_STATE_HOME", "not/absolute");

        assertThat(fleet.words("mediaup drain ~/p.yml ")).containsExactlyInAnyOrder(living());
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeQuietWhereNoHostIsKnown(Shell shell) throws IOException {
        Shells fleet = shell(shell);
        Files.writeString(directory.resolve("other.yaml"), "name: other\n");
        Files.writeString(directory.resolve("nameless.yaml"), "fleet:\n  name: quick-1\n");
        Files.writeString(directory.resolve("evil.yaml"), "name: ../labs/quick-1\n");
        Files.write(directory.resolve("binary.yaml"), new byte[] {0, 1, (byte) 0xff, '\n', 0});
        Files.createDirectory(directory.resolve("directory.yaml"));
        Files.createSymbolicLink(directory.resolve("dangling.yaml"), Path.of("nowhere"));

        for (String plan : List.of("other", "nameless", "evil", "binary", "directory", "dangling", "missing")) {
            assertThat(fleet.words("mediaup drain " + plan + ".yaml ")).as(plan).isEmpty();
        }
        assertThat(fleet.words("mediaup drain '$(touch bad)' ")).isEmpty();
        assertThat(fleet.words("mediaup drain $(touch bad) ")).isEmpty();
        assertThat(directory.resolve("bad")).doesNotExist();
    }
}
