package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.plan.AwsSpec;
import io.mediaup.provider.Demand;
import io.mediaup.provider.Finding;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Finds out whether AWS would let a run of a plan do what it will ask for. A look that is not allowed is no failure: the
 * run does not need it. Changes nothing. Thread-safe.
 */
final class Examiner {

    private final DryRuns dryRuns;
    private final Protection protection;
    private final VcpuQuota quota;
    private final FreeAddresses addresses;

    Examiner(AwsSpec spec, AwsClients clients, AwsCalls calls) {
        this.dryRuns = new DryRuns(spec, clients, calls);
        this.protection = new Protection(clients, calls);
        this.quota = new VcpuQuota(clients, calls);
        this.addresses = new FreeAddresses(clients, calls);
    }

    /** A look at one thing. */
    @FunctionalInterface
    private interface Look {
        List<Finding> look() throws ProviderException;
    }

    List<Finding> examine(Demand demand, List<Instance> fleet, LaunchDefinition target) throws ProviderException {
        List<Instance> outdated = fleet.stream()
                .filter(instance -> demand.outdated().contains(new HostId(instance.instanceId())))
                .toList();
        List<Finding> findings = new ArrayList<>();
        findings.addAll(look("permissions", () -> dryRuns.findings(target, outdated)));
        findings.addAll(look("protection", () -> protection.findings(outdated)));
        if (demand.more() > 0) {
            findings.addAll(look("quota", () -> quota.findings(target, demand.more())));
            findings.addAll(look("addresses", () -> addresses.findings(target, demand.more(), outdated)));
        }
        return findings;
    }

    private static List<Finding> look(String check, Look look) throws ProviderException {
        try {
            return look.look();
        } catch (ProviderException e) {
            if (e.kind() == Kind.UNAUTHENTICATED) {
                throw e;
            }
            return List.of(Finding.skipped(check, "Nobody could look: " + e.getMessage()));
        }
    }
}
