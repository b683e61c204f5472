package io.mediaup.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTemplateTest {

    private final HostTemplate template = new HostTemplate("sfu-eu", "1.5.0");

    private static Host host(String id, String address, int port, String zone, String version) {
        return new Host(
                new HostId(id),
                zone,
                version,
                InstanceState.RUNNING,
                Instant.EPOCH,
                new HostAddress(address, port),
                "",
                Marks.NONE);
    }

    /** Ids of sessions come from servers as they are; what tags say of a host is made printable before. */
    private HostTemplate moving(String session) {
        return template.moving(new MoveRequest("key", running("1"), 1), session);
    }

    private static Host running(String version) {
        return host("i-0abc", "10.0.0.7", 8080, "eu-west-1a", version);
    }

    @ParameterizedTest
    @CsvSource({
        "http://{{host.address}}:{{host.port}}/stats, http://10.0.0.7:8080/stats",
        "http://{{ host.private-ip }}:9/x, http://10.0.0.7:9/x",
        "https://{{host.id}}.internal/{{host.zone}}?v={{host.version}}, https://i-0abc.internal/eu-west-1a?v=1.4.2",
        "http://h/{{plan.name}}/{{target.version}}, http://h/sfu-eu/1.5.0",
        "http://h/plain, http://h/plain"
    })
    void shouldFillInAUrl(String planned, String filled) throws ServerException {
        assertThat(template.url(planned, running("1.4.2"))).isEqualTo(filled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "../../admin",
                "?x=1",
                "#f",
                "a&b=c",
                "a b",
                "%2e%2e",
                "a;b",
                "@evil.example",
                "ü",
                "\r\nX: y",
                "\u202e",
                "{{host.id}}",
                "\\",
                "a+b",
                "\ud83d\ude00"
            })
    void shouldLetNoValueChangeTheStructureOfAUrl(String hostile) throws ServerException {
        URI uri = URI.create(moving(hostile).url("http://h:1/a/{{session.id}}/b?q={{session.id}}&r=s", running("1")));

        assertThat(uri.getRawAuthority()).isEqualTo("h:1");
        assertThat(uri.getRawPath().split("/")).hasSize(4);
        assertThat(uri.getRawPath()).startsWith("/a/").endsWith("/b");
        assertThat(uri.getRawQuery().split("&")).hasSize(2);
        assertThat(uri.getPath()).isEqualTo("/a/" + hostile + "/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "..."})
    void shouldRefuseValuesThatMoveAPath(String hostile) {
        assertThatThrownBy(() -> template.url("http://h/{{host.version}}/x", running(hostile)))
                .hasMessageContaining("{{host.version}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "a/", "a@b", "a:1", "a#", "a?", "ü", "a b", "[::1]", "%41", "a\\b"})
    void shouldRefuseTagValuesThatChangeTheHost(String hostile) {
        ServerException refused = catchThrowableOfType(
                ServerException.class, () -> template.url("http://{{host.version}}/", running(hostile)));

        assertThat(refused).isNotNull();
        assertThat(refused.permanent()).isTrue();
        assertThat(refused).hasMessageNotContaining(hostile);
    }

    @Test
    void shouldPutAnIpv6AddressInBrackets() throws ServerException {
        Host host = host("m1", "2001:db8::7", 8080, "a", "1");

        assertThat(template.url("http://{{host.address}}:{{host.port}}/", host))
                .isEqualTo("http://[2001:db8::7]:8080/");
        assertThat(template.url("http://[{{host.address}}]:1/", host)).isEqualTo("http://[2001:db8::7]:1/");
        assertThat(template.header("{{host.address}}", host)).isEqualTo("2001:db8::7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7/x", "10.0.0.7:99", "a@b", "fe80::1%eth0", "::1]:80/", "a b"})
    void shouldRefuseAnAddressThatIsMoreThanOne(String address) {
        assertThatThrownBy(() -> template.url("http://{{host.address}}/", host("m1", address, 80, "a", "1")))
                .isInstanceOf(ServerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{host.address}}:80/", "ftp://h/", "{{host.version}}://h/", "", "/stats", "file:///etc"})
    void shouldWantASchemeFromThePlan(String planned) {
        assertThatThrownBy(() -> template.url(planned, running("http"))).isInstanceOf(ServerException.class);
    }

    @Test
    void shouldWaitForAnAddressButNotForAPort() {
        Host starting = host("i-1", "", 0, "a", "1");

        ServerException address =
                catchThrowableOfType(ServerException.class, () -> template.url("http://{{host.address}}/", starting));
        ServerException port =
                catchThrowableOfType(ServerException.class, () -> template.url("http://h:{{host.port}}/", starting));

        assertThat(address.permanent()).isFalse();
        assertThat(port.permanent()).isTrue();
    }

    @Test
    void shouldNameAnUnknownPlaceholder() {
        assertThatThrownBy(() -> template.header("{{host.secret}}", running("1")))
                .hasMessageContaining("{{host.secret}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\0b", "\u001b[2J", "ü", "\u2028"})
    void shouldRefuseHeaderInjection(String hostile) {
        assertThatThrownBy(() -> moving(hostile).header("v {{session.id}}", running("1")))
                .isInstanceOf(ServerException.class)
                .hasMessageNotContaining(hostile);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1.4.2 | {\"v\":\"1.4.2\"}",
                "a\",\"admin\":\"1 | {\"v\":\"a\\\",\\\"admin\\\":\\\"1\"}",
                "a\\ | {\"v\":\"a\\\\\"}",
                "ü | {\"v\":\"\\u00fc\"}"
            })
    void shouldEscapeValuesInABody(String value, String filled) throws ServerException {
        assertThat(template.body("{\"v\":\"{{host.version}}\"}", running(value)))
                .isEqualTo(filled);
    }

    @Test
    void shouldEscapeControlCharactersInABody() throws ServerException {
        assertThat(moving("a\n\0").body("\"{{session.id}}\"", running("1"))).isEqualTo("\"a\\u000a\\u0000\"");
    }

    @Test
    void shouldAllowOnlyNumbersOutsideOfQuotes() throws ServerException {
        assertThat(template.body("{\"say \\\"hi\\\"\":{{host.port}}}", running("1")))
                .isEqualTo("{\"say \\\"hi\\\"\":8080}");
        assertThatThrownBy(() -> template.body("{\"v\":{{host.version}}}", running("1,\"admin\":1")))
                .hasMessageContaining("quotes");
    }

    @Test
    void shouldFillInOnlyOnce() throws ServerException {
        assertThat(template.header("{{host.version}}", running("{{host.id}}"))).isEqualTo("{{host.id}}");
    }
}
