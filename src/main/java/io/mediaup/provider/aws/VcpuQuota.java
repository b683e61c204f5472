package io.mediaup.provider.aws;

import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.provider.Finding;
import io.mediaup.provider.ProviderException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/**
 * Holds what a run will need against the quota of On-Demand vCPUs, which Service Quotas tells, and against what runs in
 * the account already, which it does not (EC2 user guide, "On-Demand Instance quotas"). Thread-safe.
 */
final class VcpuQuota {

    private static final String CHECK = "quota";
    private static final Pattern FAMILY = Pattern.compile("([a-z]+)[0-9].*");

    /** Types of one call of DescribeInstanceTypes. */
    private static final int MOST_TYPES = 100;

    /** Families by the quota that counts them; every other family has one of its own, or is none for servers. */
    private static final Map<String, Set<String>> QUOTAS = Map.of(
            "L-1216C47A", Set.of("a", "c", "d", "h", "i", "im", "is", "m", "r", "t", "z"),
            "L-DB2E81BA", Set.of("g", "gr", "vt"),
            "L-417A185B", Set.of("p"),
            "L-7295265B", Set.of("x"),
            "L-74FC7D96", Set.of("f"),
            "L-1945791B", Set.of("inf"));

    private final AwsClients clients;
    private final AwsCalls calls;
    private final Instances instances;

    VcpuQuota(AwsClients clients, AwsCalls calls) {
        this.clients = clients;
        this.calls = calls;
        this.instances = new Instances(clients, calls);
    }

    List<Finding> findings(LaunchDefinition target, int more) throws ProviderException {
        String type = target.values().getOrDefault(Definitions.TYPE, "");
        Optional<String> code = code(type);
        if (code.isEmpty()) {
            return List.of(Finding.skipped(
                    CHECK,
                    (type.isEmpty() ? "The launch template names no instance type" : "No quota is known for " + type)
                            + ": whether " + more + " more are within it shows only at a launch."));
        }
        double quota = calls.make(
                        ApiAction.GET_SERVICE_QUOTA,
                        () -> clients.quotas()
                                .getServiceQuota(
                                        request -> request.serviceCode("ec2").quotaCode(code.get())))
                .quota()
                .value();
        List<String> running = running(code.get());
        Map<String, Integer> sizes = sizes(running, type);
        long used = running.stream().mapToLong(t -> sizes.getOrDefault(t, 0)).sum();
        long needed = (long) more * sizes.getOrDefault(type, 0);
        String text = (long) quota + " vCPUs are allowed (" + code.get() + "), " + used + " are in use, and up to "
                + needed + " more are needed for " + more + " × " + type;
        return List.of(
                used + needed <= quota
                        ? Finding.ok(CHECK, text + ".")
                        : Finding.failed(
                                CHECK,
                                "Expected the quota of On-Demand vCPUs to suffice, but found that it does not: " + text
                                        + ". Have it raised (Service Quotas, Amazon EC2), or lower rollout.max-surge."));
    }

    private static Optional<String> code(String type) {
        Matcher family = FAMILY.matcher(type);
        return family.matches()
                ? QUOTAS.entrySet().stream()
                        .filter(quota -> quota.getValue().contains(family.group(1)))
                        .map(Map.Entry::getKey)
                        .findFirst()
                : Optional.empty();
    }

    /** The types of the account's On-Demand instances that count against this quota, whosever they are. */
    private List<String> running(String code) throws ProviderException {
        return instances
                .matching(List.of(Filter.builder()
                        .name("instance-state-name")
                        .values("pending", "running")
                        .build()))
                .stream()
                .filter(instance -> instance.instanceLifecycle() != InstanceLifecycleType.SPOT)
                .map(Instance::instanceTypeAsString)
                .filter(type -> code(type).equals(Optional.of(code)))
                .toList();
    }

    private Map<String, Integer> sizes(List<String> running, String target) throws ProviderException {
        Set<String> types = new TreeSet<>(running);
        types.add(target);
        List<String> all = new ArrayList<>(types);
        Map<String, Integer> sizes = new HashMap<>();
        for (int from = 0; from < all.size(); from += MOST_TYPES) {
            List<String> some = all.subList(from, Math.min(all.size(), from + MOST_TYPES));
            calls.make(
                            ApiAction.DESCRIBE_INSTANCE_TYPES,
                            () -> clients.ec2()
                                    .describeInstanceTypes(request -> request.instanceTypesWithStrings(some)))
                    .instanceTypes()
                    .forEach(type -> sizes.put(
                            type.instanceTypeAsString(), type.vCpuInfo().defaultVCpus()));
        }
        return sizes;
    }
}
