package io.mediaup.probe.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mediaup.plan.HttpCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFactoryTest {

    private static final String SECRET = "hunter2-hunter2";

    @TempDir
    private Path directory;

    private RequestFactory factory() {
        Map<String, String> environment = Map.of("TOKEN", SECRET, "EMPTY", "", "BROKEN", SECRET + "\r\nX-Evil: 1");
        return new RequestFactory(new HostTemplate("sfu-eu", "1.5.0"), new HeaderSecrets(environment, directory));
    }

    private PreparedRequest prepare(HttpCheck check) throws ServerException {
        return factory().prepare(check, Given.host(8080));
    }

    private ServerException refusal(HttpCheck check) {
        ServerException refused = catchThrowableOfType(ServerException.class, () -> prepare(check));
        assertThat(refused).isNotNull().hasMessageNotContaining(SECRET);
        assertThat(refused.permanent()).isTrue();
        return refused;
    }

    private static Optional<String> header(PreparedRequest request, String name) {
        return request.request().headers().firstValue(name);
    }

    private static HttpCheck authorized(String value) {
        return Given.withHeader(Given.get("/stats"), "Authorization", value);
    }

    @Test
    void shouldResolveSecretsOfEnvironmentAndFiles() throws Exception {
        Files.writeString(directory.resolve("token"), SECRET + "\n");

        assertThat(header(prepare(authorized("env:TOKEN")), "Authorization")).contains(SECRET);
        assertThat(header(prepare(authorized("file:token")), "Authorization")).contains(SECRET);
        assertThat(header(prepare(authorized("file:" + directory.resolve("token"))), "Authorization"))
                .contains(SECRET);
    }

    @Test
    void shouldReadASecretAnewEachTime() throws Exception {
        Files.writeString(directory.resolve("token"), "old");
        prepare(authorized("file:token"));
        Files.writeString(directory.resolve("token"), "new");

        assertThat(header(prepare(authorized("file:token")), "Authorization")).contains("new");
    }

    @ParameterizedTest
    @CsvSource({
        "env:MISSING, environment variable MISSING",
        "env:EMPTY, environment variable EMPTY",
        "env:BROKEN, Authorization",
        "file:missing, file missing",
        "file:., file .",
        "file:/dev/zero, file /dev/zero",
    })
    void shouldNameWhatIsMissingAndNeverAValue(String value, String named) {
        assertThat(refusal(authorized(value))).hasMessageContaining(named);
    }

    @Test
    void shouldRefuseAHugeFile() throws IOException {
        Files.writeString(directory.resolve("huge"), SECRET.repeat(10_000));

        assertThat(refusal(authorized("file:huge"))).hasMessageContaining("64 KiB");
    }

    @Test
    void shouldNeverResolveAReferenceThatATagValueMade() throws ServerException {
        HttpCheck check = Given.withHeader(Given.get("/stats"), "X-Version", "{{host.version}}");

        PreparedRequest request = factory().prepare(check, Given.host("127.0.0.1", 80, "env:TOKEN"));

        assertThat(header(request, "X-Version")).contains("env:TOKEN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "connection", "Content-Length", "Expect", "Upgrade", "a b", "", "X:Y", "ü"})
    void shouldNameAHeaderThatCannotBeSent(String name) {
        assertThat(refusal(Given.withHeader(Given.get("/"), name, "x"))).hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:" + SECRET + "@h/",
                "http://h/?key=" + SECRET + "|",
                "http://h:99999999999/?" + SECRET,
                "http:///" + SECRET,
                "http://under_score/" + SECRET,
                "http://h x/" + SECRET
            })
    void shouldRefuseAUrlWithoutShowingIt(String url) {
        refusal(Given.check("GET", url, Map.of(), Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GE T", "CONNECT", "a\r\nb"})
    void shouldRefuseAMethodThatCannotBeSent(String method) {
        refusal(Given.check(method, "/", Map.of(), Optional.empty(), Optional.empty()));
    }

    @Test
    void shouldSendABodyAsJsonUnlessThePlanSaysOtherwise() throws ServerException {
        HttpCheck check = Given.check("POST", "/", Map.of(), Optional.of("{}"), Optional.empty());

        assertThat(header(prepare(check), "Content-Type")).contains("application/json");
        assertThat(header(prepare(Given.withHeader(check, "content-type", "text/plain")), "Content-Type"))
                .contains("text/plain");
        assertThat(header(prepare(Given.get("/")), "Content-Type")).isEmpty();
        assertThat(header(prepare(Given.get("/")), "User-Agent")).contains("mediaup");
    }

    @Test
    void shouldTellRequestsApartByAllThatIsSent() throws ServerException {
        HttpCheck one = Given.check("POST", "/", Map.of(), Optional.of("{\"a\":1}"), Optional.empty());
        HttpCheck other = Given.check("POST", "/", Map.of(), Optional.of("{\"a\":2}"), Optional.empty());

        assertThat(prepare(one)).isEqualTo(prepare(one)).hasSameHashCodeAs(prepare(one));
        assertThat(prepare(one)).isNotEqualTo(prepare(other));
        assertThat(prepare(Given.get("/a"))).isNotEqualTo(prepare(Given.get("/b")));
        assertThat(prepare(Given.get("/a"))).isEqualTo(prepare(Given.get("/a", "/pointer")));
        assertThat(prepare(authorized("a"))).isNotEqualTo(prepare(authorized("b")));
    }

    @Test
    void shouldShowNoSecretInItsText() throws ServerException {
        PreparedRequest request =
                prepare(Given.withHeader(Given.get("/stats?key=" + SECRET), "Authorization", "env:TOKEN"));

        assertThat(request).hasToString("GET /stats");
    }
}
