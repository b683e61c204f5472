package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/**
 * Users of the emulator's account with what they are allowed. The emulator checks signatures and actions, though neither
 * resources nor conditions (docs.getmoto.org, "IAM-like Access Control").
 */
final class EmulatedUsers {

    private static final String SCOPE = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/iam/aws4_request";

    private final URI endpoint;

    EmulatedUsers(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Creates a user who is allowed these actions. Before {@link #check}. */
    AwsBasicCredentials create(String name, List<String> actions) throws IOException {
        String all = actions.stream().map(action -> '"' + action + '"').collect(Collectors.joining(","));
        iam(Map.of("Action", "CreateUser", "UserName", name));
        iam(Map.of(
                "Action",
                "PutUserPolicy",
                "UserName",
                name,
                "PolicyName",
                "all",
                "PolicyDocument",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[" + all
                        + "],\"Resource\":\"*\"}]}"));
        String key = iam(Map.of("Action", "CreateAccessKey", "UserName", name));
        return AwsBasicCredentials.create(element("AccessKeyId", key), element("SecretAccessKey", key));
    }

    /** From now on who asks is looked at. */
    void check() throws IOException {
        post("/moto-api/reset-auth", "text/plain", "0");
    }

    private String iam(Map<String, String> form) throws IOException {
        Map<String, String> all = new TreeMap<>(form);
        all.put("Version", "2010-05-08");
        return post(
                "/",
                "application/x-www-form-urlencoded",
                all.entrySet().stream()
                        .map(field ->
                                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&")));
    }

    private String post(String path, String type, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve(path))
                .header("Content-Type", type)
                .header("Authorization", SCOPE)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return answer.body();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String element(String name, String xml) {
        Matcher found = Pattern.compile("<" + name + ">([^<]+)</" + name + ">").matcher(xml);
        assertThat(found.find()).as(xml).isTrue();
        return found.group(1);
    }
}
