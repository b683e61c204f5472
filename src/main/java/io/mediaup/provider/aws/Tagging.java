package io.mediaup.provider.aws;

import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Release;
import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.LaunchSpec;
import io.mediaup.provider.LaunchRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Tag;

/** What mediaup writes on instances as tags, and how it reads them again. Immutable. */
final class Tagging {

    /** Before every tag that is a mark. */
    static final String PREFIX = "mediaup:";

    /** The launch key; not a mark, because it is not changed by a run that takes the host over. */
    static final String KEY = PREFIX + "key";

    /** Which launch definition a host was launched from, as a digest. */
    static final String DEFINITION = PREFIX + "definition";

    /** Set by AWS itself on members of an Auto Scaling group. */
    static final String SCALING_GROUP = "aws:autoscaling:groupName";

    private final AwsSpec spec;

    Tagging(AwsSpec spec) {
        this.spec = spec;
    }

    static Map<String, String> byName(List<Tag> tags) {
        Map<String, String> byName = new LinkedHashMap<>();
        tags.forEach(tag -> byName.put(tag.key(), tag.value()));
        return byName;
    }

    static List<Tag> tags(Map<String, String> byName) {
        return new TreeMap<>(byName)
                .entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
    }

    static Marks marks(Map<String, String> tags) {
        Map<String, String> marks = new TreeMap<>();
        tags.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !name.equals(KEY) && !name.equals(DEFINITION)) {
                marks.put(name.substring(PREFIX.length()), value);
            }
        });
        return new Marks(marks);
    }

    static Map<String, String> of(Marks marks) {
        Map<String, String> tags = new TreeMap<>();
        marks.values().forEach((name, value) -> tags.put(PREFIX + name, value));
        return tags;
    }

    /** What an instance of the fleet that was launched by mediaup carries from birth. */
    Map<String, String> atLaunch(LaunchRequest request, String definition) {
        Map<String, String> tags = new TreeMap<>();
        if (spec.launch() instanceof LaunchSpec.Own own) {
            tags.putAll(own.tags());
        }
        tags.putAll(spec.select());
        tags.putAll(of(request.marks()));
        tags.put(spec.versionTag(), Release.version(request.version()));
        tags.put(KEY, request.key());
        tags.put(DEFINITION, definition);
        return tags;
    }

    /** Whether the tags are those that the plan selects by. */
    boolean selected(Map<String, String> tags) {
        return tags.entrySet().containsAll(spec.select().entrySet());
    }

    String version(Map<String, String> tags) {
        return tags.getOrDefault(spec.versionTag(), "");
    }

    /** The fleet, as a filter. */
    List<Filter> filters() {
        return spec.select().entrySet().stream()
                .map(tag -> Filter.builder()
                        .name("tag:" + tag.getKey())
                        .values(tag.getValue())
                        .build())
                .toList();
    }
}
