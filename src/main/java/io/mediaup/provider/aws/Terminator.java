package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Terminates instances, only after looking at each once more by its id: whose it is, by its marks; that it belongs to the
 * fleet; that no Auto Scaling group would replace it. Those of one zone that are due at the same time go in one call, so
 * that one that is protected holds up no other zone; after any failure each is tried for itself. Protection is never
 * lifted. Thread-safe.
 */
final class Terminator {

    /** Beyond that, deadlines that are told by this machine's clock mean something else to everybody else. */
    static final Duration MOST_SKEW = Duration.ofSeconds(30);

    private static final int MOST = 50;

    private final AwsClients clients;
    private final AwsCalls calls;
    private final Instances instances;
    private final Tagging tagging;
    private final Misses misses;
    private final Gathering<Order> orders = new Gathering<>(MOST, this::terminate);

    Terminator(AwsClients clients, AwsCalls calls, Instances instances, Tagging tagging, Misses misses) {
        this.clients = clients;
        this.calls = calls;
        this.instances = instances;
        this.tagging = tagging;
        this.misses = misses;
    }

    private record Order(HostId host, String run, boolean met) {}

    /**
     * Terminates {@code host} for {@code run}; one that EC2 has forgotten after it ended is gone already.
     *
     * @param met whether this process has launched or listed it: only of such a host may it be said that it is too new, or
     *     forgotten
     */
    void terminate(HostId host, String run, boolean met) throws ProviderException {
        orders.ask(new Order(host, run, met));
    }

    private Map<Order, ProviderException> terminate(List<Order> due) throws ProviderException {
        Map<String, Instance> found = new HashMap<>();
        instances
                .byId(due.stream().map(order -> order.host().value()).toList())
                .forEach(instance -> found.put(instance.instanceId(), instance));
        Map<Order, ProviderException> failures = new HashMap<>();
        Map<String, List<Order>> byZone = new TreeMap<>();
        for (Order order : due) {
            Instance instance = found.get(order.host().value());
            Optional<ProviderException> objection = objection(order, instance);
            if (objection.isPresent()) {
                failures.put(order, objection.get());
            } else if (instance != null && !ending(instance)) {
                byZone.computeIfAbsent(InstanceReader.zone(instance), zone -> new ArrayList<>())
                        .add(order);
            }
        }
        byZone.values().forEach(orders -> failures.putAll(end(orders)));
        return failures;
    }

    private Optional<ProviderException> objection(Order order, @Nullable Instance instance) {
        if (instance == null) {
            return misses.missing(order.host(), order.met());
        }
        misses.seen(order.host());
        if (ending(instance)) {
            return Optional.empty();
        }
        return refusal(instance, order.run())
                .map(why -> new ProviderException(Kind.REFUSED, why + " Nothing was terminated."))
                .or(this::clock);
    }

    /** Stopped or stopping is no end: it would come back, and costs something until then. */
    private static boolean ending(Instance instance) {
        String name =
                instance.state() == null ? "" : String.valueOf(instance.state().nameAsString());
        return name.equals("shutting-down") || name.equals("terminated");
    }

    private Optional<String> refusal(Instance instance, String run) {
        String id = instance.instanceId();
        Map<String, String> tags = Tagging.byName(instance.tags());
        Optional<String> owner = Tagging.marks(tags).run();
        if (owner.filter(run::equals).isEmpty()) {
            return Optional.of("Expected " + id + " to be marked by run " + run + ", but found "
                    + owner.map(other -> "it marked by run " + other).orElse("no mark") + ".");
        }
        if (tags.containsKey(Tagging.SCALING_GROUP)) {
            return Optional.of("Expected " + id + " to be in no Auto Scaling group, but found it in '"
                    + tags.get(Tagging.SCALING_GROUP) + "', which would replace it at once.");
        }
        if (!tagging.selected(tags) && !tags.containsKey(Tagging.KEY)) {
            return Optional.of("Expected " + id + " to be selected by the plan, or launched by a run of it, but found"
                    + " neither: its tags have changed.");
        }
        return Optional.empty();
    }

    private Optional<ProviderException> clock() {
        Duration skew = clients.meter().skew();
        if (skew.abs().compareTo(MOST_SKEW) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new ProviderException(
                Kind.THROTTLED,
                "Expected this machine's clock to be within " + MOST_SKEW.toSeconds()
                        + " s of that of AWS, but found it "
                        + skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead")
                        + ". Set it, such as by NTP; until then nothing is terminated."));
    }

    private Map<Order, ProviderException> end(List<Order> due) {
        List<String> ids = due.stream().map(order -> order.host().value()).toList();
        try {
            calls.make(
                    ApiAction.TERMINATE_INSTANCES,
                    () -> clients.ec2().terminateInstances(request -> request.instanceIds(ids)));
            return Map.of();
        } catch (ProviderException e) {
            Map<Order, ProviderException> failures = new HashMap<>();
            boolean shared = e.kind() == Kind.THROTTLED || e.kind() == Kind.UNAUTHENTICATED;
            if (due.size() > 1 && !shared) {
                // Which of them are on their way is seen when each is asked for once more.
                due.forEach(order -> failures.putAll(end(List.of(order))));
            } else {
                due.forEach(order -> failures.put(order, explained(order.host(), e)));
            }
            return failures;
        }
    }

    private static ProviderException explained(HostId host, ProviderException failure) {
        return AwsCalls.code(failure).equals("OperationNotPermitted")
                ? new ProviderException(
                        Kind.REFUSED,
                        "Expected " + host + " to be free to go, but found it protected from termination. Lift the"
                                + " protection, or hold the host in the plan.",
                        failure)
                : failure;
    }
}
