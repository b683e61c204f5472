package io.mediaup.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.plan.HttpCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YesOrNoTest {

    private static HttpCheck check(String pointers, String expect) {
        HttpCheck check = Given.get("/asked", Given.pointers(pointers).toArray(String[]::new));
        return expect.isEmpty() ? check : Given.expecting(check, expect);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "200 | `` | `` | anything | true",
                "204 | `` | `` | `` | true",
                "500 | `` | `` | `` | false",
                "406 | `` | OK | OK | false",
                "404 | `` | `` | `` | false",
                "200 | `` | OK | OK | true",
                "200 | `` | OK | `  OK ` | true",
                "200 | `` | OK | stale | false",
                "200 | /up | `` | {\"up\":true} | true",
                "200 | /up | `` | {\"up\":false} | false",
                "200 | /s | ready | {\"s\":\"ready\"} | true",
                "200 | /s | ready | {\"s\":\"starting\"} | false",
                "200 | /n | 1 | {\"n\":1.0} | true",
                "200 | /n | one | {\"n\":1} | false",
            })
    void shouldReadHealth(int status, String pointers, String expect, String body, boolean healthy)
            throws UnreadableException {
        assertThat(YesOrNo.health(check(pointers, expect), Given.answer(status, body)))
                .isEqualTo(healthy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "301 | `` | `` | redirects are not followed",
                "200 | /up | <html> | JSON",
                "200 | /up | {} | nothing there",
                "200 | /up | {\"up\":null} | null",
                "200 | /up | {\"up\":[]} | an array",
                "200 | /a /b | {\"a\":true,\"b\":true} | one JSON pointer",
            })
    void shouldNotKnowHealthFromAnAnswerToAnotherQuestion(int status, String pointers, String body, String reason) {
        assertThatThrownBy(() -> YesOrNo.health(check(pointers, ""), Given.answer(status, body)))
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "/drain | `` | {\"drain\":true} | true",
                "/drain | `` | {\"drain\":\"true\"} | true",
                "/drain | `` | {\"drain\":false} | false",
                "/drain | `` | {\"drain\":1} | false",
                "/accepting | false | {\"accepting\":false} | true",
                "/accepting | false | {\"accepting\":true} | false",
                "/state | draining | {\"state\":\"active\"} | false",
                "`` | `` | true | true",
                "`` | `` | false | false",
                "`` | draining | draining | true",
                "`` | draining | active | false",
            })
    void shouldReadADrainFlag(String pointers, String expect, String body, boolean draining)
            throws UnreadableException {
        assertThat(YesOrNo.drainFlag(check(pointers, expect), Given.answer(200, body)))
                .isEqualTo(draining);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            value = {
                "404 | /drain | `` | has no drain flag at /asked: HTTP 404",
                "405 | /drain | `` | has no drain flag at /asked: HTTP 405",
                "410 | /drain | `` | has no drain flag at /asked: HTTP 410",
                "501 | /drain | `` | has no drain flag at /asked: HTTP 501",
                "500 | /drain | {\"drain\":false} | HTTP 500",
                "302 | /drain | `` | redirects are not followed",
                "200 | /drain | {\"drain\":null} | null",
                "200 | /drain | {\"drain\":{}} | an object",
                "200 | /drain | {} | nothing there",
                "200 | /drain | false | nothing there",
                "200 | `` | `  ` | short text",
                "200 | `` | <html>\\n<h1>Welcome</h1></html> | short text",
            })
    void shouldNotKnowTheFlag(int status, String pointers, String body, String reason) {
        assertThatThrownBy(
                        () -> YesOrNo.drainFlag(check(pointers, ""), Given.answer(status, body.replace("\\n", "\n"))))
                .hasMessageContaining(reason);
    }

    @Test
    void shouldNotKnowFromBytesThatAreNoText() {
        assertThatThrownBy(() -> YesOrNo.drainFlag(check("", ""), Given.answer(200, new byte[] {(byte) 0xff, 1})))
                .hasMessageContaining("UTF-8");
    }
}
