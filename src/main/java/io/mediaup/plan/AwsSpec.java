package io.mediaup.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A fleet of EC2 instances behind ELBv2 target groups.
 *
 * @param region where it is; empty for the one that the caller's surroundings name
 * @param select the tags that make an instance part of the fleet, at least one; new instances get them, too
 * @param versionTag the tag that says what an instance runs
 * @param byDefinition whether another launch definition under the same version makes a host outdated, too
 * @param launch what new instances are launched from
 * @param placement where and as what they may be launched
 * @param balancing the target groups before them
 */
public record AwsSpec(
        Optional<String> region,
        Map<String, String> select,
        String versionTag,
        boolean byDefinition,
        LaunchSpec launch,
        Placement placement,
        Balancing balancing) {

    /** Copies the tags, in their order. */
    public AwsSpec {
        select = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(select));
    }

    /**
     * Where and as what a new instance may be launched when its own zone, or its own type, has no capacity.
     *
     * @param anyZone whether another zone may stand in
     * @param instanceTypes types to try in this order; empty for the one that the launch definition names
     */
    public record Placement(boolean anyZone, List<String> instanceTypes) {
        /** Copies the list. */
        public Placement {
            instanceTypes = List.copyOf(instanceTypes);
        }
    }

    /**
     * The target groups.
     *
     * @param groups at least one
     * @param settleStated whether the plan says how long to settle; if not, that depends on the kind of the groups
     * @param weights by which traffic is moved between two of the groups; empty where hosts are in all of them
     */
    public record Balancing(List<Group> groups, boolean settleStated, Optional<WeightsSpec> weights) {
        /** Copies the list. */
        public Balancing {
            groups = List.copyOf(groups);
        }

        /** Groups of which every host is in all. */
        public Balancing(List<Group> groups, boolean settleStated) {
            this(groups, settleStated, Optional.empty());
        }
    }

    /**
     * A target group.
     *
     * @param arn its ARN
     * @param port the port that targets are registered with; 0 for the group's own
     */
    public record Group(String arn, int port) {

        /** The group's name, which is the second of the three last parts of its ARN. */
        public String name() {
            String[] parts = arn.split("/", -1);
            return parts.length < 2 ? arn : parts[1];
        }
    }
}
