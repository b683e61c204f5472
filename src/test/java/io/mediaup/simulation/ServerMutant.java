package io.mediaup.simulation;

import io.mediaup.fleet.Host;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import java.util.function.UnaryOperator;

/** Says something else than the servers behind it do. */
class ServerMutant implements ServerPort {

    private final ServerPort servers;
    private final UnaryOperator<Inspection> lie;

    ServerMutant(ServerPort servers, UnaryOperator<Inspection> lie) {
        this.servers = servers;
        this.lie = lie;
    }

    @Override
    public Inspection inspect(Host host) {
        return lie.apply(servers.inspect(host));
    }

    @Override
    public void enterDrain(Host host) throws ServerException {
        servers.enterDrain(host);
    }

    @Override
    public void leaveDrain(Host host) throws ServerException {
        servers.leaveDrain(host);
    }

    @Override
    public long move(Host from, MoveRequest request) throws ServerException {
        return servers.move(from, request);
    }

    @Override
    public void notifyReconnect(Host host, String key) throws ServerException {
        servers.notifyReconnect(host, key);
    }
}
