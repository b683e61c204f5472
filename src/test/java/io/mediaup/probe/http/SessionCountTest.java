package io.mediaup.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.plan.HttpCheck;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionCountTest {

    private static HttpCheck at(String pointers) {
        return Given.get("/stats", Given.pointers(pointers).toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "/n | {\"n\":0} | 0",
                "/n | {\"n\":12} | 12",
                "/n | {\"n\":2.0} | 2",
                "/n | {\"n\":-0.0} | 0",
                "/n | {\"n\":1e3} | 1000",
                "/n | {\"n\":1000000000000} | 1000000000000",
                "/n | {\"n\":[]} | 0",
                "/n | {\"n\":[{},{},null]} | 3",
                "/a/b /c | {\"a\":{\"b\":2},\"c\":[1,1]} | 4",
                "/x~1y/0 | {\"x/y\":[7]} | 7",
                "`` | 5 | 5",
                "`` | [1,2] | 2",
            })
    void shouldCount(String pointers, String body, long count) throws UnreadableException {
        assertThat(SessionCount.read(at(pointers), Given.answer(200, body))).isEqualTo(count);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "/n | {\"n\":2.5} | fraction",
                "/n | {\"n\":0.0000000000000000000001} | fraction",
                "/n | {\"n\":1e-999999999} | fraction",
                "/n | {\"n\":-1} | negative",
                "/n | {\"n\":1000000000001} | 10^12",
                "/n | {\"n\":1e999999999} | 10^12",
                "/n | {\"n\":18446744073709551615} | 10^12",
                "/n /n | {\"n\":1000000000000} | add up",
                "/n | {\"n\":\"7\"} | a string",
                "/n | {\"n\":null} | null",
                "/n | {\"n\":true} | true or false",
                "/n | {\"n\":{}} | an object",
                "/n | {} | nothing there",
                "/n /m | {\"n\":1} | /m",
                "/n | [] | nothing there",
                "/n | `` | empty",
                "/n | <html>0</html> | JSON",
                "/n | {\"n\":0 | JSON",
                "/n | {\"n\":0}{\"n\":1} | JSON",
                "/n | {\"n\":5,\"n\":0} | JSON",
                "/n | {\"n\":NaN} | JSON",
                "n | {\"n\":1} | JSON pointer",
                "/n | {\"janus\":\"error\",\"error\":{\"code\":403}} | nothing there",
                "`` | OK | JSON",
            })
    void shouldRefuseToGuess(String pointers, String body, String reason) {
        assertThatThrownBy(() -> SessionCount.read(at(pointers), Given.answer(200, body)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({"404,HTTP 404", "500,HTTP 500", "302,redirects are not followed", "199,HTTP 199"})
    void shouldRefuseAnyOtherStatusWhateverTheBody(int status, String reason) {
        assertThatThrownBy(() -> SessionCount.read(at("/n"), Given.answer(status, "{\"n\":0}")))
                .hasMessageContaining(reason);
    }

    @Test
    void shouldAcceptTheExpectedStatusOnly() throws UnreadableException {
        HttpCheck check = Given.withStatus(at("/n"), 203);

        assertThat(SessionCount.read(check, Given.answer(203, "{\"n\":4}"))).isEqualTo(4);
        assertThatThrownBy(() -> SessionCount.read(check, Given.answer(200, "{\"n\":4}")))
                .hasMessage("HTTP 200 instead of 203");
    }

    @Test
    void shouldRefuseRubbishAndDeepNesting() {
        byte[] latin1 = "{\"\u00e4\":1,\"n\":0}".getBytes(StandardCharsets.ISO_8859_1);
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThatThrownBy(() -> SessionCount.read(at("/n"), Given.answer(200, latin1)))
                .hasMessageContaining("JSON");
        assertThatThrownBy(() -> SessionCount.read(at("/n"), Given.answer(200, deep)))
                .hasMessageContaining("JSON");
    }
}
