package io.mediaup.provider.aws;

import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.provider.Finding;
import io.mediaup.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Subnet;

/** Looks whether the subnets have addresses left for the new hosts of their zone. Thread-safe. */
final class FreeAddresses {

    private static final String CHECK = "addresses";

    private final AwsClients clients;
    private final AwsCalls calls;

    FreeAddresses(AwsClients clients, AwsCalls calls) {
        this.clients = clients;
        this.calls = calls;
    }

    /** @param more hosts that will be up at once beyond those that are up now, wherever */
    List<Finding> findings(LaunchDefinition target, int more, List<Instance> outdated) throws ProviderException {
        Map<String, Integer> free = free(target);
        List<Finding> findings = new ArrayList<>();
        free.forEach((zone, left) -> {
            long replaced = outdated.stream()
                    .filter(instance -> InstanceReader.zone(instance).equals(zone))
                    .count();
            // At the worst all of them are of one zone, and no zone has more than are replaced in it.
            long needed = Math.min(more, replaced);
            if (left < needed) {
                String text = "up to " + needed + " more hosts need an address in " + zone + ", and its subnets have "
                        + left + " left";
                findings.add((left == 0
                                ? Finding.failed(
                                        CHECK,
                                        "Expected a free address in " + zone + ", but found none: " + text
                                                + ". Add a subnet, or set target.zones: any.")
                                : Finding.warning(CHECK, text + "."))
                        .about(List.of(zone)));
            }
        });
        if (findings.isEmpty() && !free.isEmpty()) {
            findings.add(Finding.ok(CHECK, "Free addresses by zone: " + free + "."));
        }
        return findings;
    }

    private Map<String, Integer> free(LaunchDefinition target) throws ProviderException {
        List<String> ids = target.values().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(Definitions.SUBNETS))
                .flatMap(entry -> Definitions.split(entry.getValue()).stream())
                .toList();
        if (ids.isEmpty()) {
            return Map.of();
        }
        List<Subnet> subnets = calls.make(
                ApiAction.DESCRIBE_SUBNETS,
                () -> clients
                        .ec2()
                        .describeSubnetsPaginator(request -> request.filters(
                                Filter.builder().name("subnet-id").values(ids).build()))
                        .stream()
                        .flatMap(page -> page.subnets().stream())
                        .toList());
        Map<String, Integer> free = new TreeMap<>();
        subnets.forEach(
                subnet -> free.merge(subnet.availabilityZone(), subnet.availableIpAddressCount(), Integer::sum));
        return free;
    }
}
