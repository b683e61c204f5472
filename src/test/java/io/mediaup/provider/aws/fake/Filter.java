package io.mediaup.provider.aws.fake;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One filter of DescribeInstances: any of its values, in which {@code *} and {@code ?} stand for anything.
 *
 * @param name its name
 * @param values its values
 */
record Filter(String name, List<String> values) {

    /** Values a filter may have (EC2 user guide, "Filtering"). */
    private static final int MOST_VALUES = 200;

    Filter {
        if (values.size() > MOST_VALUES) {
            throw AwsError.bad(
                    "FilterLimitExceeded", "The maximum number of filter values specified on a single call is 200.");
        }
    }

    boolean matches(Instance instance, Instant now) {
        if (name.startsWith("tag:")) {
            String value = instance.seenTags(now).get(name.substring("tag:".length()));
            return value != null && any(List.of(value));
        }
        return any(
                switch (name) {
                    case "instance-id" -> List.of(instance.id);
                    case "client-token" -> List.of(instance.token);
                    case "instance-state-name" -> List.of(instance.state(now));
                    case "availability-zone" -> List.of(instance.zone());
                    case "subnet-id" -> List.of(instance.subnet.id());
                    case "vpc-id" -> List.of(instance.subnet.vpc());
                    case "image-id" -> List.of(instance.settings.image());
                    case "instance-type" -> List.of(instance.settings.type());
                    case "tag-key" -> instance.seenTags(now).keySet();
                    default -> throw AwsError.bad("InvalidParameterValue", "The filter '" + name + "' is invalid");
                });
    }

    private boolean any(Collection<String> found) {
        return values.stream()
                .map(Filter::pattern)
                .anyMatch(wanted ->
                        found.stream().anyMatch(value -> wanted.matcher(value).matches()));
    }

    private static Pattern pattern(String value) {
        return Pattern.compile(value.chars()
                .mapToObj(c -> switch (c) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(c));
                })
                .collect(Collectors.joining()));
    }
}
