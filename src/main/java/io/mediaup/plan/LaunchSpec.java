package io.mediaup.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What new EC2 instances are launched from. */
public sealed interface LaunchSpec {

    /**
     * A launch template.
     *
     * @param reference its name, or its id
     * @param byId whether that is the id
     * @param version a version number, or {@code $Latest} or {@code $Default}, which are pinned before a run begins
     */
    record Template(String reference, boolean byId, String version) implements LaunchSpec {}

    /**
     * No template: everything is in the plan.
     *
     * @param image an AMI id; one that an SSM parameter names belongs into a launch template, where it is pinned
     * @param instanceType the instance type
     * @param subnets subnets, by whose zones replacements are placed; empty for those of the hosts that are there
     * @param securityGroups security group ids; empty for the VPC's default
     * @param instanceProfile the name of the instance profile, if any
     * @param userData the file with the user data, if any
     * @param tags more tags for new instances
     */
    record Own(
            String image,
            String instanceType,
            List<String> subnets,
            List<String> securityGroups,
            Optional<String> instanceProfile,
            Optional<String> userData,
            Map<String, String> tags)
            implements LaunchSpec {
        /** Copies the collections. */
        public Own {
            subnets = List.copyOf(subnets);
            securityGroups = List.copyOf(securityGroups);
            tags = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        }
    }
}
