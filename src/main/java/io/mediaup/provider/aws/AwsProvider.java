package io.mediaup.provider.aws;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.TargetState;
import io.mediaup.fleet.Traffic;
import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.Plan;
import io.mediaup.provider.Briefing;
import io.mediaup.provider.Demand;
import io.mediaup.provider.Finding;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.Listing;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The EC2 instances that a plan selects, and the target groups before them. Thread-safe. */
public final class AwsProvider implements FleetProvider {

    /** EC2 is eventually consistent without a bound; by this time nearly everything has been seen. */
    private static final Duration PROPAGATION = Duration.ofMinutes(2);

    private static final int MOST_MARKINGS = 500;

    private final Plan plan;
    private final boolean byDefinition;
    private final AwsClients clients;
    private final AwsCalls calls;
    private final Caller caller;
    private final Pins pins;
    private final Briefer briefer;
    private final Examiner examiner;
    private final Sweep sweep;
    private final Targets targets;
    private final Optional<Weights> weights;
    private final Launcher launcher;
    private final Marker marker;
    private final Gathering<Map<HostId, Marks>> marking = new Gathering<>(MOST_MARKINGS, this::markAll);
    private final Terminator terminator;
    private final InstanceReader reader;
    private @Nullable LaunchDefinition pinned;

    /** A provider of the fleet of {@code plan}, which must be on AWS; asks nothing yet. */
    public AwsProvider(Plan plan, AwsClients clients) {
        AwsSpec spec = plan.fleet().aws().orElseThrow(() -> new IllegalArgumentException("Expected a plan on AWS."));
        this.plan = plan;
        this.byDefinition = spec.byDefinition();
        this.clients = clients;
        this.caller = new Caller(clients);
        this.calls = new AwsCalls(caller);
        Tagging tagging = new Tagging(spec);
        Instances instances = new Instances(clients, calls);
        this.reader = new InstanceReader(tagging);
        this.pins = new Pins(spec, clients, calls);
        this.briefer = new Briefer(plan, spec.balancing().groups(), clients, calls);
        this.examiner = new Examiner(spec, clients, calls);
        this.sweep = new Sweep(instances, tagging, reader);
        this.targets = new Targets(spec.balancing(), clients, calls);
        this.weights = spec.balancing().weights().map(weights -> new Weights(weights, clients, calls));
        this.launcher =
                new Launcher(clients, calls, instances, new Placements(spec.placement()), new LaunchForm(tagging));
        this.marker = new Marker(clients, calls);
        this.terminator = new Terminator(
                clients, calls, instances, tagging, new Misses(clients.meter().monotonic(), PROPAGATION));
    }

    @Override
    public Duration propagation() {
        return PROPAGATION;
    }

    @Override
    public Briefing brief() throws ProviderException {
        Briefing.Account account = calls.make(ApiAction.GET_CALLER_IDENTITY, caller::account);
        briefer.refuseOtherPlaces(account);
        List<Instance> fleet = sweep.instances();
        Pins.Pinned target = pins.target(fleet);
        synchronized (this) {
            pinned = target.definition();
        }
        List<String> refusals = new ArrayList<>();
        briefer.refuseScalingGroups(fleet, refusals);
        List<String> sentences = new ArrayList<>(target.sentences());
        if (weights.isPresent()) {
            sentences.addAll(weights.get().brief(refusals));
        }
        return new Briefing(account, target.definition(), sentences, briefer.traits(fleet, refusals), refusals);
    }

    @Override
    public List<Finding> examine(Demand demand) throws ProviderException {
        return examiner.examine(demand, sweep.instances(), target());
    }

    @Override
    public Map<String, Long> calls() {
        return clients.meter().calls();
    }

    @Override
    public Listing list() throws ProviderException {
        // The hosts last: the sweep shows a host that has gone once, which a failure after it must not waste.
        Map<String, Map<String, TargetState>> health = targets.health();
        Optional<Traffic> traffic =
                weights.isPresent() ? Optional.of(weights.get().read()) : Optional.empty();
        List<Host> hosts = sweep.hosts(byDefinition ? target() : LaunchDefinition.UNKNOWN);
        return new Listing(
                hosts.stream()
                        .map(host -> new Listing.Entry(
                                host, rotation(health.getOrDefault(host.id().value(), Map.of()), host, traffic)))
                        .toList(),
                traffic);
    }

    private Rotation rotation(Map<String, TargetState> states, Host host, Optional<Traffic> traffic) {
        return traffic.map(weighted -> targets.rotation(states, host.marks(), weighted))
                .orElseGet(() -> targets.rotation(states));
    }

    @Override
    public void shift(Traffic expected, Traffic wanted) throws ProviderException {
        if (weights.isEmpty()) {
            FleetProvider.super.shift(expected, wanted);
        } else {
            weights.get().shift(expected, wanted);
        }
    }

    @Override
    public HostId launch(LaunchRequest request) throws ProviderException {
        HostId id = launcher.launch(request, definition(request));
        sweep.launched(id);
        return id;
    }

    /** What the run has recorded; a run that has recorded nothing can only mean the target. */
    private LaunchDefinition definition(LaunchRequest request) throws ProviderException {
        if (request.definition().known()) {
            return pins.completed(request.definition());
        }
        if (!request.version().equals(plan.target().version())) {
            throw new ProviderException(
                    Kind.FAILED,
                    "Expected to know what " + request.slot() + " was launched from when it ran " + request.version()
                            + ", but found no record of it.");
        }
        return target();
    }

    private LaunchDefinition target() throws ProviderException {
        synchronized (this) {
            if (pinned != null) {
                return pinned;
            }
        }
        LaunchDefinition target = pins.target(sweep.instances()).definition();
        synchronized (this) {
            pinned = target;
        }
        return target;
    }

    @Override
    public Optional<Host> findLaunched(String key) throws ProviderException {
        return Optional.ofNullable(findLaunched(List.of(key)).get(key));
    }

    @Override
    public Map<String, Host> findLaunched(Collection<String> keys) throws ProviderException {
        Map<String, Host> found = new HashMap<>();
        launcher.find(keys, target()).forEach((key, instance) -> found.put(key, reader.host(instance)));
        return found;
    }

    @Override
    public void mark(Map<HostId, Marks> marks) throws ProviderException {
        marking.ask(marks);
    }

    /** Marks of one turn are written together: most of them are the same. */
    private Map<Map<HostId, Marks>, ProviderException> markAll(List<Map<HostId, Marks>> all) throws ProviderException {
        Map<HostId, Marks> merged = new HashMap<>();
        all.forEach(marks -> marks.forEach((host, mark) -> merged.merge(host, mark, Marks::overlaidBy)));
        marker.mark(merged, sweep.marks(), sweep::fresh);
        sweep.marked(merged);
        return Map.of();
    }

    @Override
    public void register(HostId host) throws ProviderException {
        targets.register(List.of(host), sweep.marks());
    }

    @Override
    public void deregister(HostId host) throws ProviderException {
        targets.deregister(List.of(host));
    }

    @Override
    public Map<HostId, ProviderException> registerAll(Collection<HostId> hosts) {
        return JointTargets.each(hosts, some -> targets.register(some, sweep.marks()));
    }

    @Override
    public Map<HostId, ProviderException> deregisterAll(Collection<HostId> hosts) {
        return JointTargets.each(hosts, targets::deregister);
    }

    @Override
    public void terminate(HostId host, String run) throws ProviderException {
        terminator.terminate(host, run, sweep.met(host));
    }
}
