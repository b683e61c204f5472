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
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The scripts in the real shells, with a command line that has whatever ours may have. */
class CompletionTest {

    private static final CommandSpec FLEET = new CommandLine(new FleetCommand()).getCommandSpec();

    @TempDir
    Path directory = Path.of("");

    @BeforeEach
    void writeFiles() throws IOException {
        for (String name : List.of("my plan.yaml", "it's.yml", "a\"b.yaml", "notes.txt")) {
            Files.writeString(directory.resolve(name), "name: none\n");
        }
        Files.createDirectory(directory.resolve("d dir"));
        Files.writeString(directory.resolve("d dir/inner.yaml"), "");
    }

    private Shells shell(Shell shell) throws IOException {
        return new Shells(shell, shell.script(FLEET), directory);
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferVerbsAndWhatTheyDo(Shell shell) throws IOException {
        Shells fleet = shell(shell);

        assertThat(fleet.words("mediaup ")).containsExactlyInAnyOrder("drain", "extend", "group");
        assertThat(fleet.words("mediaup dr")).containsExactly("drain");
        assertThat(fleet.words("mediaup group ")).containsExactlyInAnyOrder("one", "two");
        assertThat(fleet.words("mediaup group t")).containsExactly("two");
        if (shell != Shell.bash) {
            assertThat(fleet.offers("mediaup dr")).containsExactly("drain\tDrains hosts: 'one' [or more]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferTheOptionsOfTheVerb(Shell shell) throws IOException {
        Shells fleet = shell(shell);

        assertThat(fleet.words("mediaup drain --"))
                .containsExactlyInAnyOrder("--force", "--help", "--into", "--log", "--speed", "--version");
        assertThat(fleet.words("mediaup drain -"))
                .contains("-f", "--force", "-v", "-s", "--speed", "-h")
                .doesNotContain("--secret", "--name");
        assertThat(fleet.words("mediaup group one --n")).containsExactly("--name");
        if (shell != Shell.bash) {
            assertThat(fleet.offers("mediaup drain --sp"))
                    .containsExactly("--speed\tHow: $(fast) or `slow`, \"as\" you [like]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferAnOptionOnceUnlessItMayBeRepeated(Shell shell) throws IOException {
        Shells fleet = shell(shell);

        assertThat(fleet.words("mediaup drain --force -v --speed=fast -"))
                .contains("-v", "--log")
                .doesNotContain("-f", "--force", "-s", "--speed");
        assertThat(fleet.words("mediaup drain -vf -s slow --"))
                .contains("--log")
                .doesNotContain("--force", "--speed");
        assertThat(fleet.words("mediaup group one --name x --")).contains("--name");
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferTheWordsOfAnOptionInBothForms(Shell shell) throws IOException {
        Shells fleet = shell(shell);

        assertThat(fleet.words("mediaup drain --speed ")).containsExactlyInAnyOrder("slow", "fast");
        assertThat(fleet.words("mediaup drain -f -s f")).containsExactly("fast");
        // Bash replaces what stands behind the '=' only.
        assertThat(fleet.words("mediaup drain --speed=sl"))
                .containsExactly(shell == Shell.bash ? "slow" : "--speed=slow");
        assertThat(fleet.words("mediaup group one ")).containsExactlyInAnyOrder("slow", "fast");
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferPlansByTheirNamesAsTheyAre(Shell shell) throws IOException {
        Shells fleet = shell(shell);

        assertThat(fleet.words("mediaup drain "))
                .containsExactlyInAnyOrder("my plan.yaml", "it's.yml", "a\"b.yaml", "d dir");
        assertThat(fleet.words("mediaup drain --force my\\ p")).containsExactly("my plan.yaml");
        assertThat(fleet.words("mediaup drain \"my p")).containsExactly("my plan.yaml");
        assertThat(fleet.words("mediaup drain 'd dir/")).containsExactly("d dir/inner.yaml");
        assertThat(fleet.words("mediaup drain -- it")).containsExactly("it's.yml");
        assertThat(fleet.words("mediaup drain --speed slow -f it")).containsExactly("it's.yml");
    }

    @ParameterizedTest
    @EnumSource
    void shouldOfferFilesAndDirectoriesForOptionsThatTakeThem(Shell shell) throws IOException {
        Shells fleet = shell(shell);

        assertThat(fleet.words("mediaup drain --log no")).containsExactly("notes.txt");
        assertThat(fleet.words("mediaup drain --into ")).contains("d dir").doesNotContain("notes.txt", "my plan.yaml");
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeQuietWhereMediaupWouldRefuse(Shell shell) throws IOException {
        Shells fleet = shell(shell);

        assertThat(fleet.words("mediaup nonsense ")).isEmpty();
        assertThat(fleet.words("mediaup nonsense d")).isEmpty();
        assertThat(fleet.words("mediaup group nonsense ")).isEmpty();
        assertThat(fleet.words("mediaup internal ")).isEmpty();
        assertThat(fleet.words("mediaup group one slow -- s")).isEmpty();
        assertThat(fleet.words("mediaup drain --help ")).isEmpty();
        assertThat(fleet.words("mediaup drain --help --")).isEmpty();
        assertThat(fleet.words("mediaup --version d")).isEmpty();
        if (shell != Shell.fish) {
            // Fish offers files behind any '=' by itself.
            assertThat(fleet.words("mediaup drain --force=")).isEmpty();
        }
        assertThat(fleet.words("mediaup drain -- --")).isEmpty();
    }

    /** What readline makes of the offers: quoting is its business, and it must have what it needs for that. */
    @Test
    void shouldTypeWhatBashCanRead() throws IOException {
        Files.writeString(directory.resolve(".scripts-are-hidden.yaml"), "");
        Shells fleet = shell(Shell.bash).with("HOME", directory.toString());

        assertThat(fleet.typed(List.of(
                        "mediaup dr",
                        "mediaup drain my",
                        "mediaup drain 'my",
                        "mediaup drain \"my\\",
                        "mediaup drain my\\ p",
                        "mediaup drain it",
                        "mediaup drain a",
                        "mediaup drain d",
                        "mediaup drain ~/d\\ dir/",
                        "mediaup drain ./my",
                        "mediaup drain --speed=sl",
                        "mediaup drain --log=no",
                        "mediaup drain $(touch bad)",
                        "mediaup nonsense m")))
                .containsExactly(
                        "mediaup drain |",
                        "mediaup drain my\\ plan.yaml |",
                        "mediaup drain 'my plan.yaml' |",
                        "mediaup drain \"my\\|",
                        "mediaup drain my\\ plan.yaml |",
                        "mediaup drain it\\'s.yml |",
                        "mediaup drain a\\\"b.yaml |",
                        "mediaup drain d\\ dir/|",
                        "mediaup drain ~/d\\ dir/inner.yaml |",
                        "mediaup drain ./my\\ plan.yaml |",
                        "mediaup drain --speed=slow |",
                        "mediaup drain --log=notes.txt |",
                        "mediaup drain $(touch bad)|",
                        "mediaup nonsense m|");
        assertThat(directory.resolve("bad")).doesNotExist();
    }

    @Test
    void shouldReadAsBashReads() {
        assertThat(Shells.bashWords("mediaup a --b=c 'd =e' f\\ g "))
                .containsExactly("mediaup", "a", "--b", "=", "c", "'d =e'", "f\\ g", "");
    }
}
