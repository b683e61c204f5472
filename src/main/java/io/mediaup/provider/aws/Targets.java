package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.TargetState;
import io.mediaup.fleet.Traffic;
import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.AwsSpec.Group;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

/**
 * The target groups of the plan: who is in them, and how, by one call per group. A host is in all of them, or in the one of
 * its side, where traffic is moved by weights. Thread-safe.
 */
final class Targets {

    private static final String NO_TARGET = "InvalidTarget";

    private final List<Group> groups;
    private final boolean sides;
    private final AwsClients clients;
    private final AwsCalls calls;

    /** With which ports a target was seen or registered, by group and id: it is deregistered with the same ones. */
    private final Map<Target, Set<Integer>> ports = new ConcurrentHashMap<>();

    Targets(AwsSpec.Balancing balancing, AwsClients clients, AwsCalls calls) {
        this.groups = balancing.groups();
        this.sides = balancing.weights().isPresent();
        this.clients = clients;
        this.calls = calls;
    }

    private record Target(String group, String id) {}

    /** What the groups say, by instance id and name of the group; whoever is missing is registered nowhere. */
    Map<String, Map<String, TargetState>> health() throws ProviderException {
        Map<String, Map<String, TargetState>> byId = new HashMap<>();
        for (Group group : groups) {
            List<TargetHealthDescription> targets = calls.make(
                            ApiAction.DESCRIBE_TARGET_HEALTH,
                            () -> clients.elb().describeTargetHealth(request -> request.targetGroupArn(group.arn())))
                    .targetHealthDescriptions();
            for (TargetHealthDescription target : targets) {
                String id = target.target().id();
                TargetState state = state(target.targetHealth());
                byId.computeIfAbsent(id, i -> new HashMap<>()).merge(group.name(), state, Targets::worse);
                if (!state.out() && target.target().port() != null) {
                    remember(group, id, target.target().port());
                }
            }
        }
        return byId;
    }

    /**
     * The rotation of one host of a side, given what the groups say about it: in the group of its mark, and in whatever other
     * group has it as a target; in both of them, when there is no mark.
     */
    Rotation rotation(Map<String, TargetState> states, Marks marks, Traffic traffic) {
        Map<String, TargetState> all = new LinkedHashMap<>();
        for (Group group : groups) {
            TargetState state = states.getOrDefault(group.name(), TargetState.NOT_REGISTERED);
            boolean own = marks.side().filter(group.name()::equals).isPresent();
            if (own || !state.out()) {
                all.put(group.name(), state);
            }
        }
        return all.isEmpty()
                ? rotation(states)
                : new Rotation(
                        all, all.keySet().stream().filter(traffic::passive).collect(Collectors.toSet()));
    }

    /** The rotation of one instance that belongs into every group, given what the groups say about it. */
    Rotation rotation(Map<String, TargetState> states) {
        Map<String, TargetState> all = new LinkedHashMap<>();
        groups.forEach(group -> all.put(group.name(), states.getOrDefault(group.name(), TargetState.NOT_REGISTERED)));
        return new Rotation(all);
    }

    /** Of two ports of one instance, the one that is less in rotation; but as long as one gets traffic, it is not out. */
    private static TargetState worse(TargetState one, TargetState other) {
        if (one.out() != other.out()) {
            return one.out() ? other : one;
        }
        return one == TargetState.HEALTHY ? other : one;
    }

    private static TargetState state(TargetHealth health) {
        String state = String.valueOf(health.stateAsString());
        String reason = String.valueOf(health.reasonAsString());
        return switch (state) {
            case "healthy" -> TargetState.HEALTHY;
            case "initial" -> TargetState.INITIAL;
            case "unhealthy" -> TargetState.UNHEALTHY;
            case "draining", "unhealthy.draining" -> TargetState.DRAINING;
            case "unused" -> unused(reason);
            // Also a state that ELBv2 may get one day.
            default -> TargetState.UNAVAILABLE;
        };
    }

    private static TargetState unused(String reason) {
        return switch (reason) {
            case "Target.NotRegistered" -> TargetState.NOT_REGISTERED;
            case "Target.NotInUse" -> TargetState.NOT_IN_USE;
            default -> TargetState.UNUSED;
        };
    }

    /**
     * Registers these, by one call per group. All of them, or it fails.
     *
     * @param marks what hosts are marked with
     */
    void register(Collection<HostId> all, Map<HostId, Marks> marks) throws ProviderException {
        for (Group group : groups) {
            List<HostId> hosts = new ArrayList<>();
            for (HostId host : all) {
                if (!sides || side(host, marks).equals(group.name())) {
                    hosts.add(host);
                }
            }
            if (!hosts.isEmpty()) {
                register(group, hosts);
            }
        }
    }

    private String side(HostId host, Map<HostId, Marks> marks) throws ProviderException {
        Optional<String> side = marks.getOrDefault(host, Marks.NONE)
                .side()
                .filter(name -> groups.stream().anyMatch(group -> group.name().equals(name)));
        if (side.isEmpty()) {
            throw new ProviderException(
                    Kind.FAILED,
                    "Expected " + host + " to be marked with the side that it belongs to (tag " + Tagging.PREFIX
                            + "side), but found no such mark.");
        }
        return side.get();
    }

    private void register(Group group, List<HostId> hosts) throws ProviderException {
        List<TargetDescription> all =
                hosts.stream().map(host -> target(host, group.port())).toList();
        try {
            calls.make(
                    ApiAction.REGISTER_TARGETS,
                    () -> clients.elb()
                            .registerTargets(request ->
                                    request.targetGroupArn(group.arn()).targets(all)));
        } catch (ProviderException e) {
            throw notATarget(e) ? notRunning(hosts, group, e) : e;
        }
        if (group.port() != 0) {
            hosts.forEach(host -> remember(group, host.value(), group.port()));
        }
    }

    private static ProviderException notRunning(Collection<HostId> hosts, Group group, ProviderException failure) {
        return new ProviderException(
                Kind.FAILED,
                "Expected " + hosts.stream().map(HostId::value).collect(Collectors.joining(", "))
                        + " to be running, so that it can be registered in " + group.name() + ", but found: "
                        + failure.getMessage(),
                failure);
    }

    /** Whether a call failed because one of its targets is none. */
    static boolean notATarget(ProviderException failure) {
        boolean within = failure.getCause() instanceof ProviderException inner && notATarget(inner);
        return within || AwsCalls.code(failure).equals(NO_TARGET);
    }

    /** Deregisters these, by one call per group. All of them, or it fails. */
    void deregister(Collection<HostId> hosts) throws ProviderException {
        for (Group group : groups) {
            List<TargetDescription> all = new ArrayList<>();
            for (HostId host : hosts) {
                // Of two sides a host is in one; but whoever was never seen in either may be in any.
                Set<Integer> unseen = sides && seenAnywhere(host) ? Set.of() : Set.of(group.port());
                ports.getOrDefault(new Target(group.arn(), host.value()), unseen)
                        .forEach(port -> all.add(target(host, port)));
            }
            if (all.isEmpty()) {
                continue;
            }
            try {
                calls.make(
                        ApiAction.DEREGISTER_TARGETS,
                        () -> clients.elb()
                                .deregisterTargets(request ->
                                        request.targetGroupArn(group.arn()).targets(all)));
            } catch (ProviderException e) {
                // Whoever is in no group need not leave one; but the others of the same call must.
                if (!notATarget(e) || hosts.size() > 1) {
                    throw e;
                }
            }
        }
    }

    private boolean seenAnywhere(HostId host) {
        return groups.stream().anyMatch(group -> ports.containsKey(new Target(group.arn(), host.value())));
    }

    private static TargetDescription target(HostId host, int port) {
        TargetDescription.Builder target = TargetDescription.builder().id(host.value());
        return port == 0 ? target.build() : target.port(port).build();
    }

    private void remember(Group group, String id, int port) {
        ports.computeIfAbsent(new Target(group.arn(), id), target -> ConcurrentHashMap.newKeySet())
                .add(port);
    }
}
