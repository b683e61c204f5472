package io.mediaup.plan;

import java.util.List;

/** The keys of a fleet on AWS. Their forms are those of the EC2 and ELBv2 API references. */
final class AwsFormat {

    private static final Kind TAG_NAME = PlanFormat.words(
            "(?!aws:)(?!mediaup:)[\\w .:/=+@-]{1,128}", "a tag's name, without aws: or mediaup: before it");

    static final Key REGION = Key.of(
            "region",
            PlanFormat.words("[a-z]{2}(-[a-z]+){1,3}-\\d", "a region such as eu-west-1"),
            "The AWS region; by default the one that AWS_REGION or the profile names.");

    static final Key SELECT = Key.of(
            "select",
            PlanFormat.section(Key.of("tags", new Kind.Names(), "Tags with their values; all of them must be there.")
                    .needed()),
            "Which instances are this fleet; new ones get the same tags.");

    static final Key VERSION_TAG = Key.of("version-tag", TAG_NAME, "The tag that says what an instance runs.")
            .or("Version");

    static final Key LAUNCH_TEMPLATE = Key.of(
            "launch-template",
            PlanFormat.section(
                    Key.of("name", PlanFormat.words("[\\w().\\-/]{3,128}", "a launch template's name"), "Its name."),
                    Key.of(
                            "id",
                            PlanFormat.words("lt-[0-9a-f]{8,17}", "an id such as lt-0123456789abcdef0"),
                            "Its id, instead of its name."),
                    Key.of(
                                    "version",
                                    PlanFormat.words(
                                            "[1-9]\\d{0,8}|\\$Latest|\\$Default", "a number, $Latest or $Default"),
                                    "Its version; it is pinned before a run begins, and said.")
                            .or("$Default")),
            "What new instances are launched from.");

    static final Key LAUNCH = Key.of(
            "launch",
            PlanFormat.section(
                    Key.of(
                                    "image",
                                    PlanFormat.words("ami-[0-9a-f]{8,17}", "an AMI such as ami-0123456789abcdef0"),
                                    "The AMI.")
                            .needed(),
                    Key.of("instance-type", type(), "The instance type.").needed(),
                    Key.of(
                            "subnets",
                            new Kind.Listing(
                                    PlanFormat.words("subnet-[0-9a-f]{8,17}", "a subnet such as subnet-0a1b2c3d"),
                                    1,
                                    false),
                            "Where; by default the subnets of the hosts that are there."),
                    Key.of(
                            "security-groups",
                            new Kind.Listing(
                                    PlanFormat.words("sg-[0-9a-f]{8,17}", "a security group such as sg-0a1b2c3d"),
                                    1,
                                    false),
                            "By default the VPC's own."),
                    Key.of(
                            "instance-profile",
                            PlanFormat.words("[\\w+=,.@-]{1,128}", "an instance profile's name"),
                            "The role that it has."),
                    Key.of(
                            "user-data",
                            PlanFormat.words("file:\\S.*", "file:PATH"),
                            "The file with its user data, which is kept out of plan and journal."),
                    Key.of("tags", new Kind.Names(), "More tags.")),
            "How new instances are launched without a template.");

    static final Key INSTANCE_TYPES = Key.of(
            "instance-types",
            new Kind.Listing(type(), 1, false),
            "Types to try in this order when capacity is missing.");

    static final Key TARGET_GROUPS = Key.of(
            "target-groups",
            new Kind.Listing(
                    PlanFormat.section(
                            Key.of(
                                            "arn",
                                            PlanFormat.words(
                                                    "arn:aws[\\w-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:targetgroup/"
                                                            + "[A-Za-z0-9-]{1,32}/[0-9a-f]{16,17}",
                                                    "the ARN of a target group"),
                                            "Its ARN.")
                                    .needed(),
                            Key.of(
                                    "port",
                                    new Kind.Whole(1, 65_535),
                                    "The port of the targets; the group's own by default.")),
                    1,
                    false),
            "The ELBv2 target groups; the lab has one of its own.");

    /** What only a fleet on AWS has, by section. */
    static final List<String> FLEET = List.of("region", "select", "version-tag");

    static final List<String> TARGET = List.of("launch-template", "launch", "instance-types");

    private AwsFormat() {}

    private static Kind type() {
        return PlanFormat.words("[a-z][a-z0-9-]*\\.[a-z0-9-]+", "an instance type such as c7i.2xlarge");
    }
}
