package io.mediaup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.console.json.EventContract;
import io.mediaup.provider.Finding;
import io.mediaup.provider.Finding.Level;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckupTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Checkup checkup(Terminal.Output output, int width, int verbosity) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Checkup(new Terminal(stream, stream, false, width, false, false, output, verbosity));
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @CsvSource({
        "OK, OK, DONE",
        "WARNING, SKIPPED, DONE",
        "WARNING, FAILED, FAILED",
        "FAILED, UNREACHABLE, UNREACHABLE",
        "FORBIDDEN, UNREACHABLE, NOT_PERMITTED"
    })
    void shouldEndWithTheCodeOfTheWorst(Level first, Level second, Exit exit) {
        Checkup checkup = checkup(Terminal.Output.PLAIN, 80, 0);
        checkup.add(new Finding("quota", first, List.of(), "one"));
        checkup.add(new Finding("quota", second, List.of(), "two"));

        assertThat(checkup.close("sfu")).isEqualTo(exit);
    }

    @Test
    void shouldKeepTextInItsColumn() {
        Checkup checkup = checkup(Terminal.Output.PLAIN, 60, 0);
        checkup.add(Finding.failed("target-groups", "Expected one thing and another, but found none of the two."));
        checkup.close("sfu");

        assertThat(lines())
                .containsExactly(
                        "fail  target-groups  Expected one thing and another, but",
                        "                     found none of the two.",
                        "",
                        "0 ok, 0 not checked, 0 to know, 1 failed. Nothing was changed.");
    }

    @Test
    void shouldSayOnlyWhatIsAmissWhenQuiet() {
        Checkup checkup = checkup(Terminal.Output.PLAIN, 200, -1);
        checkup.add(Finding.ok("quota", "enough"));
        checkup.add(Finding.skipped("quota", "nobody knows"));
        checkup.add(Finding.warning("quota", "scarce"));
        checkup.close("sfu");

        assertThat(lines()).containsExactly("warn  quota          scarce");
    }

    @Test
    void shouldPrintWhatTheSchemaSays() {
        Checkup checkup = checkup(Terminal.Output.JSON, 80, 0);
        checkup.add(Finding.warning("probes", "late").about(List.of("h1")));
        checkup.close("sfu");

        assertThat(lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(EventContract.complaints(line)).isEmpty());
        assertThat(lines().get(0)).contains("\"level\":\"warn\"", "[\"h1\"]");
        assertThat(lines().get(1)).contains("\"warn\":1", "\"exit\":0");
    }
}
