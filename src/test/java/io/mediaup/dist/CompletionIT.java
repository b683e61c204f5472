package io.mediaup.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mediaup completion} in a process of its own: what people put into their shells. */
class CompletionIT {

    @ParameterizedTest
    @CsvSource({"bash,mediaup.bash", "zsh,_mediaup", "fish,mediaup.fish"})
    void shouldPrintWhatIsInCompletions(String shell, String file) throws Exception {
        Launcher.Result result = new Launcher(Launcher.CHECKOUT.resolve("dist/mediaup")).run("completion", shell);

        assertThat(result.err()).isEmpty();
        assertThat(result.exit()).isZero();
        assertThat(result.out()).isEqualTo(Files.readString(Path.of("completions", file)));
    }
}
