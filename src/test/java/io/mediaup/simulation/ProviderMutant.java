package io.mediaup.simulation;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Traffic;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.Listing;
import io.mediaup.provider.ProviderException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Does what the provider behind it does, until somebody overrides a part of it with a fault. */
class ProviderMutant implements FleetProvider {

    private final FleetProvider provider;

    ProviderMutant(FleetProvider provider) {
        this.provider = provider;
    }

    @Override
    public Duration propagation() {
        return provider.propagation();
    }

    @Override
    public Listing list() throws ProviderException {
        return provider.list();
    }

    @Override
    public HostId launch(LaunchRequest request) throws ProviderException {
        return provider.launch(request);
    }

    @Override
    public Optional<Host> findLaunched(String key) throws ProviderException {
        return provider.findLaunched(key);
    }

    @Override
    public void mark(Map<HostId, Marks> marks) throws ProviderException {
        provider.mark(marks);
    }

    @Override
    public void register(HostId host) throws ProviderException {
        provider.register(host);
    }

    @Override
    public void deregister(HostId host) throws ProviderException {
        provider.deregister(host);
    }

    @Override
    public void shift(Traffic expected, Traffic wanted) throws ProviderException {
        provider.shift(expected, wanted);
    }

    @Override
    public void terminate(HostId host, String run) throws ProviderException {
        provider.terminate(host, run);
    }

    @Override
    public void stop(HostId host, String run, boolean standby) throws ProviderException {
        provider.stop(host, run, standby);
    }
}
