package io.mediaup.app;

import io.mediaup.plan.Plan;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerPort;
import io.mediaup.probe.http.HeaderSecrets;
import io.mediaup.probe.http.HttpServerPort;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Supplier;

/** The servers on a plan's hosts. */
final class Servers {

    private Servers() {}

    static ServerPort of(Plan plan, Home home, Supplier<Instant> clock) {
        HostTemplate template = new HostTemplate(plan.name(), plan.target().version());
        HeaderSecrets secrets = new HeaderSecrets(home.env(), Path.of(""));
        return new HttpServerPort(plan.probes(), plan.drain(), template, secrets, clock);
    }
}
