package io.mediaup.plan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a plan says about AWS, and refuses that in plans of other worlds. */
final class AwsReader {

    private static final String AWS = "aws";

    /** Tags are limited to 50 a resource, of which ours take up to ten. */
    private static final int MOST_TAGS = 40;

    private final Values root;
    private final List<Problem> problems;

    AwsReader(Values root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    Optional<AwsSpec> read() {
        Values fleet = root.section("fleet");
        if (fleet.refused("provider") || !fleet.has("provider")) {
            return Optional.empty();
        }
        if (!fleet.text("provider").equals(AWS)) {
            refuseElsewhere(fleet, AwsFormat.FLEET);
            refuseElsewhere(root.section("target"), AwsFormat.TARGET);
            refuseElsewhere(root.section("load-balancer"), List.of("target-groups"));
            return Optional.empty();
        }
        if (fleet.has("lab")) {
            refuse(fleet.place("lab"), "Expected no lab with provider: aws, but found one. Remove it.");
        }
        Values target = root.section("target");
        Values balancer = root.section("load-balancer");
        Map<String, String> select = select(fleet);
        Optional<LaunchSpec> launch = launch(target, fleet.place());
        List<AwsSpec.Group> groups = groups(balancer, fleet.place());
        return launch.map(spec -> new AwsSpec(
                fleet.optional("region"),
                select,
                fleet.text("version-tag"),
                fleet.text("outdated-when").equals("launch-definition"),
                spec,
                new AwsSpec.Placement(target.text("zones").equals("any"), target.texts("instance-types")),
                new AwsSpec.Balancing(groups, balancer.has("settle"))));
    }

    private void refuseElsewhere(Values section, List<String> keys) {
        for (String key : keys) {
            if (section.has(key)) {
                refuse(
                        section.place(key),
                        "Expected " + key + " only with fleet.provider: aws, but found it with "
                                + root.section("fleet").text("provider") + ". Remove it.");
            }
        }
        Values fleet = root.section("fleet");
        if (section.has("zones") && section.text("zones").equals("any")) {
            refuse(
                    section.place("zones"),
                    "Expected zones: same with " + fleet.text("provider") + ", but found any. Change it.");
        }
        if (section.has("outdated-when") && section.text("outdated-when").equals("launch-definition")) {
            refuse(
                    section.place("outdated-when"),
                    "Expected outdated-when: version with " + fleet.text("provider")
                            + ", but found launch-definition. Change it.");
        }
    }

    private Map<String, String> select(Values fleet) {
        if (!fleet.has("select")) {
            if (!fleet.refused("select")) {
                refuse(
                        fleet.place(),
                        "Expected select under fleet with provider: aws, but found none: nothing would say which"
                                + " instances are meant. Add select: {tags: {Role: sfu}}.");
            }
            return Map.of();
        }
        Values select = fleet.section("select");
        Map<String, String> tags = select.names("tags");
        checkTags(select, tags);
        if (tags.isEmpty() && select.has("tags")) {
            refuse(
                    select.place("tags"),
                    "Expected at least one tag at fleet.select.tags, but found none: every instance of the account"
                            + " would be meant. Add one.");
        }
        if (tags.containsKey(fleet.text("version-tag"))) {
            refuse(
                    select.place("tags"),
                    "Expected the version tag not to select hosts, but found '" + fleet.text("version-tag")
                            + "' under fleet.select.tags: new hosts would not belong to the fleet. Remove it there.");
        }
        return tags;
    }

    private void checkTags(Values section, Map<String, String> tags) {
        boolean good = tags.size() <= MOST_TAGS
                && tags.entrySet().stream()
                        .allMatch(tag -> tag.getKey().matches("(?!aws:)(?!mediaup:)[^*?\\\\]{1,128}")
                                && tag.getValue().matches("[^*?\\\\]{0,256}"));
        if (!good) {
            refuse(
                    section.place("tags"),
                    "Expected at most " + MOST_TAGS + " tags of 128 characters with values of 256, without aws: or"
                            + " mediaup: before them and without *, ? and \\, but found others. Change them.");
        }
    }

    private Optional<LaunchSpec> launch(Values target, Place fleet) {
        boolean template = target.has("launch-template");
        boolean own = target.has("launch");
        if (target.refused("launch-template") || target.refused("launch")) {
            return Optional.empty();
        }
        if (template == own) {
            refuse(
                    template ? target.place("launch") : fleet,
                    "Expected launch-template or launch under target with provider: aws, but found "
                            + (template ? "both. Remove one." : "neither. Add launch-template: {name: …}."));
            return Optional.empty();
        }
        return template ? template(target.section("launch-template")) : own(target.section("launch"));
    }

    private Optional<LaunchSpec> template(Values template) {
        boolean byId = template.has("id");
        if (template.refused("id") || template.refused("name")) {
            return Optional.empty();
        }
        if (byId == template.has("name")) {
            refuse(
                    template.place(),
                    "Expected name or id under target.launch-template, but found " + (byId ? "both" : "neither") + ". "
                            + (byId ? "Remove one." : "Add name."));
            return Optional.empty();
        }
        return Optional.of(
                new LaunchSpec.Template(template.text(byId ? "id" : "name"), byId, template.text("version")));
    }

    private Optional<LaunchSpec> own(Values launch) {
        Map<String, String> tags = launch.names("tags");
        checkTags(launch, tags);
        return Optional.of(new LaunchSpec.Own(
                launch.text("image"),
                launch.text("instance-type"),
                launch.texts("subnets"),
                launch.texts("security-groups"),
                launch.optional("instance-profile"),
                launch.optional("user-data").map(path -> path.substring("file:".length())),
                tags));
    }

    private List<AwsSpec.Group> groups(Values balancer, Place fleet) {
        if (!balancer.has("target-groups")) {
            if (!balancer.refused("target-groups") && !root.refused("load-balancer")) {
                refuse(
                        root.has("load-balancer") ? balancer.place() : fleet,
                        "Expected target-groups under load-balancer with provider: aws, but found none. Add"
                                + " target-groups: [{arn: …}].");
            }
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        return balancer.sections("target-groups").stream()
                .map(group -> {
                    String arn = group.text("arn");
                    if (group.has("arn") && !seen.add(arn)) {
                        refuse(
                                group.place("arn"),
                                "Expected each target group once, but found '" + arn + "' again. Remove it.");
                    }
                    return new AwsSpec.Group(arn, group.has("port") ? group.whole("port") : 0);
                })
                .toList();
    }

    private void refuse(Place place, String message) {
        problems.add(new Problem(place, message));
    }
}
