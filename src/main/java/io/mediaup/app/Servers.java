package io.mediaup.app;

import io.mediaup.plan.Plan;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerPort;
import io.mediaup.probe.http.HttpServerPort;
import java.time.Instant;
import java.util.function.Supplier;

/** The servers on a plan's hosts. */
final class Servers {

    private Servers() {}

    static ServerPort of(Plan plan, Home home, Supplier<Instant> clock) {
        HostTemplate template = new HostTemplate(plan.name(), plan.target().version());
        return new HttpServerPort(plan.probes(), plan.drain(), plan.migration(), template, Secrets.of(home), clock);
    }
}
