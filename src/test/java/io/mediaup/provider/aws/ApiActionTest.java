package io.mediaup.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The table of actions against the calls in the sources of the adapter; {@link AwsWorld} and {@code AwsIT} hold it against
 * the calls that arrive.
 */
class ApiActionTest {

    private static final Pattern CALL =
            Pattern.compile("\\b(?:ec2|elb|sts|quotas)\\(\\)\\s*\\.(\\w+?)(?:Paginator)?\\(");

    private static final Set<String> NO_CALLS = Set.of("serviceClientConfiguration", "close");

    @Test
    void shouldNameEveryCallAndNoOther() throws IOException {
        Set<String> called = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/mediaup/provider/aws"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher calls = CALL.matcher(Files.readString(file));
                while (calls.find()) {
                    called.add(calls.group(1));
                }
            }
        }
        called.removeAll(NO_CALLS);

        assertThat(called)
                .as("calls in the sources: a new one belongs into ApiAction, one that has gone must leave it")
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ApiAction.values())
                        .map(ApiActionTest::method)
                        .toList());
    }

    private static String method(ApiAction action) {
        String name = action.id().substring(action.id().indexOf(':') + 1);
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    /** The names of all actions, without their services. */
    static List<String> names() {
        return Arrays.stream(ApiAction.values())
                .map(action -> action.id().substring(action.id().indexOf(':') + 1))
                .toList();
    }
}
