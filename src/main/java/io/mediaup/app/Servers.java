package io.mediaup.app;

import io.mediaup.gate.GatePort;
import io.mediaup.gate.http.HttpGatePort;
import io.mediaup.plan.Plan;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerPort;
import io.mediaup.probe.http.HttpLookup;
import io.mediaup.probe.http.HttpServerPort;
import java.time.Instant;
import java.util.function.Supplier;

/** The servers on a plan's hosts. */
final class Servers {

    private Servers() {}

    /** The gates on a plan's new hosts. */
    static GatePort gates(Plan plan, Home home, Supplier<Instant> clock) {
        HostTemplate template = new HostTemplate(plan.name(), plan.target().version());
        return new HttpGatePort(
                new HttpLookup(template, Secrets.of(home), clock),
                plan.name(),
                plan.target().version());
    }

    static ServerPort of(Plan plan, Home home, Supplier<Instant> clock) {
        HostTemplate template = new HostTemplate(plan.name(), plan.target().version());
        return new HttpServerPort(plan.probes(), plan.drain(), template, Secrets.of(home), clock);
    }
}
