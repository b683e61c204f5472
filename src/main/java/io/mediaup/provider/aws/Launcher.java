package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/**
 * Launches one instance, exactly once per key.
 *
 * <ol>
 *   <li>The candidates are the subnets of the slot's zone with the instance types that the plan allows, then those of other
 *       zones if it allows them; in an order that depends on the definition alone.
 *   <li>Each candidate has a client token of its own, because a token holds for one zone only and for one set of
 *       parameters. The same key sends the same requests, byte for byte.
 *   <li>The next candidate is tried only when the one before has definitely launched nothing: EC2 said that it has no
 *       capacity, and knows no instance of that token.
 * </ol>
 *
 * Thread-safe.
 */
final class Launcher {

    private static final String DIED = "IdempotentInstanceTerminated";

    private final AwsClients clients;
    private final AwsCalls calls;
    private final Instances instances;
    private final Placements placements;
    private final LaunchForm form;

    Launcher(AwsClients clients, AwsCalls calls, Instances instances, Placements placements, LaunchForm form) {
        this.clients = clients;
        this.calls = calls;
        this.instances = instances;
        this.placements = placements;
        this.form = form;
    }

    HostId launch(LaunchRequest request, LaunchDefinition definition) throws ProviderException {
        List<ProviderException> full = new ArrayList<>();
        for (Placements.Candidate candidate : placements.candidates(definition, request.slot())) {
            RunInstancesRequest launch = form.fill(request, definition, candidate);
            try {
                return launch(launch);
            } catch (ProviderException e) {
                if (e.kind() != Kind.NO_CAPACITY) {
                    throw e;
                }
                full.add(e);
            }
            // An earlier try with this token may have gone through although its answer was lost.
            Optional<Instance> earlier = byToken(List.of(launch.clientToken()));
            if (earlier.isPresent()) {
                return id(earlier.get());
            }
        }
        if (full.isEmpty()) {
            throw new ProviderException(
                    Kind.REFUSED,
                    "Expected a subnet in " + request.slot().zone()
                            + " to launch in, but found none. Name one in target.launch.subnets, or set target.zones:"
                            + " any.");
        }
        throw full.get(full.size() - 1);
    }

    private HostId launch(RunInstancesRequest launch) throws ProviderException {
        try {
            RunInstancesResponse response =
                    calls.make(ApiAction.RUN_INSTANCES, () -> clients.ec2().runInstances(launch));
            if (response.instances().isEmpty()) {
                throw new ProviderException(
                        Kind.UNCERTAIN,
                        "Expected ec2:RunInstances to name the instance, but found none in its answer.");
            }
            return id(response.instances().get(0));
        } catch (ProviderException e) {
            if (AwsCalls.code(e).equals(DIED)) {
                Optional<Instance> dead = byToken(List.of(launch.clientToken()));
                if (dead.isPresent()) {
                    return id(dead.get());
                }
            }
            throw e;
        }
    }

    /** The instances that were launched with {@code keys}, in whichever place, by key. */
    Map<String, Instance> find(Collection<String> keys, LaunchDefinition definition) throws ProviderException {
        Map<String, List<Instance>> found = new HashMap<>();
        for (Instance instance : instances.byValues("tag:" + Tagging.KEY, keys)) {
            found.computeIfAbsent(Tagging.byName(instance.tags()).getOrDefault(Tagging.KEY, ""), k -> new ArrayList<>())
                    .add(instance);
        }
        // Terminated instances lose their tags before they are forgotten; the token stays with them.
        Map<String, String> tokens = new LinkedHashMap<>();
        keys.stream()
                .filter(key -> !found.containsKey(key))
                .forEach(key -> placements
                        .everywhere(definition)
                        .forEach(candidate -> tokens.put(LaunchForm.token(key, candidate), key)));
        for (Instance instance : instances.byValues("client-token", tokens.keySet())) {
            Optional.ofNullable(tokens.get(instance.clientToken()))
                    .ifPresent(key ->
                            found.computeIfAbsent(key, k -> new ArrayList<>()).add(instance));
        }
        Map<String, Instance> each = new HashMap<>();
        found.forEach((key, some) -> first(some).ifPresent(instance -> each.put(key, instance)));
        return each;
    }

    private Optional<Instance> byToken(List<String> tokens) throws ProviderException {
        return first(instances.byValues("client-token", tokens));
    }

    /** There is one; were there two, the one that lives. */
    private static Optional<Instance> first(List<Instance> found) {
        return found.stream()
                .filter(instance -> InstanceReader.state(instance).alive())
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    private static HostId id(Instance instance) {
        return new HostId(instance.instanceId());
    }
}
