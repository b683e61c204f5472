package io.mediaup.provider.aws;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Release;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** Reads an EC2 instance as a host. Immutable. */
final class InstanceReader {

    private final Tagging tagging;

    InstanceReader(Tagging tagging) {
        this.tagging = tagging;
    }

    /** The host, of which another definition than {@code target} counts as another release where that is known. */
    Host host(Instance instance, LaunchDefinition target) {
        Map<String, String> tags = Tagging.byName(instance.tags());
        Host host = host(instance);
        if (!target.known() || Definitions.same(target, instance, tags)) {
            return host;
        }
        String version = tags.getOrDefault(Definitions.TEMPLATE_VERSION_TAG, "");
        String other = (version.isEmpty() ? "" : "v" + version + "-") + instance.imageId();
        return new Host(
                host.id(),
                host.zone(),
                Release.of(host.version(), other),
                host.state(),
                host.launchedAt(),
                host.address(),
                host.launchKey(),
                host.marks(),
                host.definition());
    }

    Host host(Instance instance) {
        Map<String, String> tags = Tagging.byName(instance.tags());
        String address = Optional.ofNullable(instance.privateIpAddress()).orElse("");
        return new Host(
                new HostId(instance.instanceId()),
                zone(instance),
                tagging.version(tags),
                state(instance),
                Optional.ofNullable(instance.launchTime()).orElse(Instant.EPOCH),
                address.isEmpty() ? HostAddress.NONE : new HostAddress(address, 0),
                tags.getOrDefault(Tagging.KEY, ""),
                Tagging.marks(tags),
                definition(instance, tags));
    }

    static String zone(Instance instance) {
        return instance.placement() == null
                ? ""
                : Optional.ofNullable(instance.placement().availabilityZone()).orElse("");
    }

    static InstanceState state(Instance instance) {
        InstanceStateName name =
                instance.state() == null ? null : instance.state().name();
        if (name == null) {
            return InstanceState.PENDING;
        }
        return switch (name) {
            case RUNNING -> InstanceState.RUNNING;
            case SHUTTING_DOWN, STOPPING -> InstanceState.STOPPING;
            case TERMINATED, STOPPED -> InstanceState.GONE;
            // A state that EC2 may get one day is not taken for the end of a host.
            case PENDING, UNKNOWN_TO_SDK_VERSION -> InstanceState.PENDING;
        };
    }

    private static LaunchDefinition definition(Instance instance, Map<String, String> tags) {
        String template = tags.getOrDefault(Definitions.TEMPLATE_TAG, "");
        String version = tags.getOrDefault(Definitions.TEMPLATE_VERSION_TAG, "");
        if (template.isEmpty() || version.isEmpty()) {
            return Definitions.withoutTemplate(instance, tags);
        }
        return Definitions.ofTemplate(template, version, instance);
    }
}
