package io.mediaup.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

    @Test
    void shouldReadTheStringAtThePointer() throws UnreadableException {
        assertThat(ServerVersion.read(
                        Given.get("/v", "/version"), Given.answer(200, "{\"name\":\"JVB\",\"version\":\"2.3.1\"}")))
                .isEqualTo("2.3.1");
    }

    @Test
    void shouldReadTheTrimmedBodyWithoutAPointer() throws UnreadableException {
        assertThat(ServerVersion.read(Given.get("/v"), Given.answer(200, " 1.5.0-rc1+build.7\r\n")))
                .isEqualTo("1.5.0-rc1+build.7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":2}",
                "{\"version\":null}",
                "{\"version\":[\"1\"]}",
                "{}",
                "1.5.0",
                "{\"version\":\"\"}",
                "{\"version\":\"  \"}",
                "{\"version\":\"a\\u001b[2Jb\"}",
                "{\"version\":\"a\\nb\"}",
                "{\"version\":\"a\\u202eb\"}"
            })
    void shouldRefuseWhatIsNoVersion(String body) {
        assertThatThrownBy(() -> ServerVersion.read(Given.get("/v", "/version"), Given.answer(200, body)))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void shouldRefuseALongVersion() throws UnreadableException {
        assertThat(ServerVersion.read(Given.get("/v"), Given.answer(200, "1".repeat(128))))
                .hasSize(128);
        assertThatThrownBy(() -> ServerVersion.read(Given.get("/v"), Given.answer(200, "1".repeat(129))))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void shouldRefuseABadStatus() {
        assertThatThrownBy(() -> ServerVersion.read(Given.get("/v"), Given.answer(404, "not found")))
                .hasMessage("HTTP 404");
    }
}
