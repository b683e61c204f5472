package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Secrets in the body of a request, for servers that want them there, as Janus does: a JSON text that is {@code env:NAME} or
 * {@code file:PATH} and nothing else. The plan's text alone decides what is one, so that no tag value can ask for a secret,
 * and nothing is filled in within one. Stateless.
 */
public final class BodySecrets {

    /** A value: what stands before a colon is a name. */
    private static final Pattern REFERENCE =
            Pattern.compile("\"(env:[A-Za-z_][A-Za-z0-9_]*|file:[^\"\\\\{}]+)\"(?!\\s*:)");

    private BodySecrets() {}

    /** The references in the planned body {@code body}. */
    public static Stream<String> references(String body) {
        return REFERENCE.matcher(body).results().map(match -> match.group(1));
    }

    /** The body for {@code host}, with everything filled in. */
    static String filled(String body, Host host, HostTemplate template, HeaderSecrets secrets) throws ServerException {
        StringBuilder filled = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(body);
        int from = 0;
        while (matcher.find()) {
            filled.append(template.body(body.substring(from, matcher.start()), host));
            filled.append('"')
                    .append(HostTemplate.jsonEscaped(secrets.resolve(matcher.group(1))))
                    .append('"');
            from = matcher.end();
        }
        return filled.append(template.body(body.substring(from), host)).toString();
    }
}
