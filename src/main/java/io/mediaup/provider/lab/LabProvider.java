package io.mediaup.provider.lab;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.TargetState;
import io.mediaup.lab.LabException;
import io.mediaup.lab.LabFleet;
import io.mediaup.lab.LabLaunch;
import io.mediaup.lab.LabMachine;
import io.mediaup.lab.LabTarget;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.Listing;
import io.mediaup.provider.ProviderException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hosts of one lab and its one target group. Thread-safe, as {@link LabFleet} is. */
public final class LabProvider implements FleetProvider {

    /** The name of the lab's only target group. */
    public static final String GROUP = "lab";

    private final LabFleet lab;

    /** A provider over a lab that is up. */
    public LabProvider(LabFleet lab) {
        this.lab = lab;
    }

    @Override
    public Duration propagation() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Listing list() throws ProviderException {
        return calling(() -> {
            Map<String, LabTarget.Health> targets = new HashMap<>();
            lab.targets().forEach(target -> targets.put(target.id(), target.health()));
            List<Listing.Entry> entries = lab.hosts().stream()
                    .map(machine -> new Listing.Entry(host(machine), rotation(targets.get(machine.id()))))
                    .toList();
            return new Listing(entries);
        });
    }

    @Override
    public HostId launch(LaunchRequest request) throws ProviderException {
        LabLaunch launch = LabLaunch.of(request.key(), request.slot().zone(), request.version())
                .withMarks(request.marks().values());
        Optional<String> standby = request.definition().standby().map(HostId::value);
        return new HostId(
                calling(() -> standby.isPresent() ? lab.launchStandby(standby.get(), launch) : lab.launch(launch))
                        .id());
    }

    @Override
    public Optional<Host> findLaunched(String key) throws ProviderException {
        return calling(() -> lab.findByKey(key)).map(LabProvider::host);
    }

    @Override
    public void mark(Map<HostId, Marks> marks) throws ProviderException {
        calling(() -> {
            marks.forEach((id, mark) -> {
                if (lab.find(id.value()).isPresent()) {
                    lab.mark(id.value(), mark.values());
                }
            });
            return marks;
        });
    }

    @Override
    public void register(HostId host) throws ProviderException {
        calling(() -> {
            lab.register(host.value());
            return host;
        });
    }

    @Override
    public void deregister(HostId host) throws ProviderException {
        calling(() -> {
            lab.deregister(host.value());
            return host;
        });
    }

    @Override
    public void terminate(HostId host, String run) throws ProviderException {
        requireOurs(host, run, "terminated");
        calling(() -> lab.terminate(host.value()));
    }

    @Override
    public void stop(HostId host, String run, boolean standby) throws ProviderException {
        requireOurs(host, run, "stopped");
        calling(() -> lab.stop(host.value(), standby));
    }

    private void requireOurs(HostId host, String run, String done) throws ProviderException {
        Optional<LabMachine> machine = calling(() -> lab.find(host.value()));
        if (machine.isEmpty()) {
            throw new ProviderException(
                    ProviderException.Kind.REFUSED,
                    "Expected " + host + " to be a host of the lab, but found none of that name. Nothing was " + done
                            + ".");
        }
        Optional<String> owner = new Marks(machine.get().marks()).run();
        if (owner.filter(run::equals).isEmpty()) {
            throw new ProviderException(
                    ProviderException.Kind.REFUSED,
                    "Expected " + host + " to be marked by run " + run + ", but found "
                            + owner.map(other -> "it marked by run " + other).orElse("no mark")
                            + ". Nothing was " + done + ".");
        }
    }

    private static Host host(LabMachine machine) {
        HostAddress address = machine.port() == 0 ? HostAddress.NONE : new HostAddress("127.0.0.1", machine.port());
        return new Host(
                new HostId(machine.id()),
                machine.zone(),
                machine.version(),
                state(machine.state()),
                machine.launchedAt(),
                address,
                machine.launchKey(),
                new Marks(machine.marks()));
    }

    private static InstanceState state(LabMachine.State state) {
        return switch (state) {
            case BOOTING -> InstanceState.PENDING;
            case RUNNING -> InstanceState.RUNNING;
            case STANDBY -> InstanceState.STANDBY;
            case DEAD, TERMINATED, STOPPED -> InstanceState.GONE;
        };
    }

    private static Rotation rotation(LabTarget.@Nullable Health health) {
        TargetState state = TargetState.NOT_REGISTERED;
        if (health != null) {
            state = switch (health) {
                case INITIAL -> TargetState.INITIAL;
                case HEALTHY -> TargetState.HEALTHY;
                case UNHEALTHY -> TargetState.UNHEALTHY;
                case UNUSED -> TargetState.UNUSED;
            };
        }
        return new Rotation(Map.of(GROUP, state));
    }

    private static <T> T calling(Supplier<T> call) throws ProviderException {
        try {
            return call.get();
        } catch (LabException e) {
            throw new ProviderException(ProviderException.Kind.FAILED, String.valueOf(e.getMessage()), e);
        }
    }
}
