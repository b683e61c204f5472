package io.mediaup.plan;

import io.mediaup.fleet.HostId;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which hosts a plan is about.
 *
 * @param provider which world they live in
 * @param lab the embedded fleet, when the provider is the lab
 * @param aws the EC2 instances, when the provider is AWS
 * @param size the desired number of hosts; empty means keep what is there
 * @param hold hosts that are left alone, yet count in the floor
 */
public record FleetSpec(
        ProviderKind provider, Optional<LabSpec> lab, Optional<AwsSpec> aws, OptionalInt size, Set<HostId> hold) {

    /** A fleet that is not on AWS. */
    public FleetSpec(ProviderKind provider, Optional<LabSpec> lab, OptionalInt size, Set<HostId> hold) {
        this(provider, lab, Optional.empty(), size, hold);
    }
}
