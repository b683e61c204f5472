package io.mediaup.app;

import io.mediaup.fleet.Host;
import io.mediaup.gate.GatePort;
import io.mediaup.gate.MixedGatePort;
import io.mediaup.gate.http.HttpGatePort;
import io.mediaup.gate.ssh.SshGatePort;
import io.mediaup.plan.Check;
import io.mediaup.plan.MigrationSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.MixedServerPort;
import io.mediaup.probe.MoveWay;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import io.mediaup.probe.SessionMover;
import io.mediaup.probe.http.HttpLookup;
import io.mediaup.probe.http.HttpMoves;
import io.mediaup.probe.http.HttpServerPort;
import io.mediaup.probe.http.ReconnectNotice;
import io.mediaup.probe.http.RequestFactory;
import io.mediaup.probe.ssh.SshLookup;
import io.mediaup.probe.ssh.SshMoves;
import io.mediaup.probe.ssh.SshReconnect;
import io.mediaup.probe.ssh.SshServerPort;
import io.mediaup.remote.RemoteException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/** The servers on a plan's hosts. */
final class Servers {

    private Servers() {}

    /** The gates on a plan's new hosts. */
    static GatePort gates(Plan plan, Home home, Supplier<Instant> clock, SshAccess ssh) {
        HostTemplate template = new HostTemplate(plan.name(), plan.target().version());
        GatePort http = new HttpGatePort(
                new HttpLookup(template, Secrets.of(home), clock),
                plan.name(),
                plan.target().version());
        boolean commands = plan.rollout().proof().gates().stream().anyMatch(gate -> gate.request() instanceof SshCheck);
        return commands
                ? new MixedGatePort(http, new SshGatePort(new SshLookup(template, ssh.shell(), clock), clock))
                : http;
    }

    static ServerPort of(Plan plan, Home home, Supplier<Instant> clock, SshAccess ssh) {
        HostTemplate template = new HostTemplate(plan.name(), plan.target().version());
        RequestFactory requests =
                new RequestFactory(template, Secrets.of(home), (host, port) -> tunnel(ssh, host, port));
        HttpServerPort http = new HttpServerPort(
                plan.probes(),
                plan.drain(),
                plan.migration().map(spec -> mover(spec, template, requests, clock, ssh)),
                plan.reconnect()
                        .map(spec -> spec.notice() instanceof SshCheck
                                ? new SshReconnect(spec, template, ssh.shell())
                                : new ReconnectNotice(spec, requests, clock)),
                requests,
                clock);
        if (!plan.runsCommands()) {
            return http;
        }
        // Both ways also where SSH alone would do: which one is asked is decided in one place.
        ServerPort commands =
                new SshServerPort(plan.probes(), plan.drain(), plan.retire(), template, ssh.shell(), clock);
        return new MixedServerPort(plan.probes(), plan.drain(), http, commands);
    }

    private static SessionMover mover(
            MigrationSpec spec,
            HostTemplate template,
            RequestFactory requests,
            Supplier<Instant> clock,
            SshAccess ssh) {
        Function<Check, MoveWay> way = check -> check instanceof SshCheck
                ? new SshMoves(spec, template, ssh.shell())
                : new HttpMoves(spec, template, requests, clock);
        MoveWay orders = way.apply(spec.request());
        return spec.sessions()
                .map(list -> SessionMover.ofSessions(orders, way.apply(list.source())))
                .orElseGet(() -> SessionMover.ofHosts(orders));
    }

    private static InetSocketAddress tunnel(SshAccess ssh, Host host, int port) throws ServerException {
        try {
            return ssh.shell().tunnel(host, port);
        } catch (RemoteException e) {
            throw new ServerException(e.getMessage(), e.permanent());
        }
    }
}
