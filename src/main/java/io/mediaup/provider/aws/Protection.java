package io.mediaup.provider.aws;

import io.mediaup.provider.Finding;
import io.mediaup.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;

/**
 * Looks for hosts that EC2 would not terminate, and for those that it may take away at any time. No listing tells of the
 * protection, so it is one call a host: nothing for a turn of a run. Thread-safe.
 */
final class Protection {

    /** What EC2 answers to whoever wants to terminate a protected instance. */
    static final String CODE = "OperationNotPermitted";

    private static final String CHECK = "protection";

    private final AwsClients clients;
    private final AwsCalls calls;

    Protection(AwsClients clients, AwsCalls calls) {
        this.clients = clients;
        this.calls = calls;
    }

    List<Finding> findings(List<Instance> outdated) throws ProviderException {
        List<String> locked = new ArrayList<>();
        for (Instance instance : outdated) {
            if (locked(instance.instanceId())) {
                locked.add(instance.instanceId());
            }
        }
        List<Finding> findings = new ArrayList<>();
        if (!locked.isEmpty()) {
            findings.add(Finding.failed(
                            CHECK,
                            "Expected every outdated host to be free to go, but found " + Some.of(locked)
                                    + " protected from termination. Lift the protection, or hold them in the plan.")
                    .about(locked));
        } else if (!outdated.isEmpty()) {
            findings.add(Finding.ok(CHECK, "No outdated host is protected from termination."));
        }
        List<String> spot = outdated.stream()
                .filter(instance -> instance.instanceLifecycle() == InstanceLifecycleType.SPOT)
                .map(Instance::instanceId)
                .toList();
        if (!spot.isEmpty()) {
            findings.add(Finding.warning(
                            CHECK,
                            Some.of(spot) + " are Spot instances: EC2 may take them away two minutes after it has said"
                                    + " so, however many sessions they hold.")
                    .about(spot));
        }
        return findings;
    }

    private boolean locked(String id) throws ProviderException {
        return Boolean.TRUE.equals(calls.make(
                        ApiAction.DESCRIBE_INSTANCE_ATTRIBUTE,
                        () -> clients.ec2()
                                .describeInstanceAttribute(request -> request.instanceId(id)
                                        .attribute(InstanceAttributeName.DISABLE_API_TERMINATION)))
                .disableApiTermination()
                .value());
    }
}
