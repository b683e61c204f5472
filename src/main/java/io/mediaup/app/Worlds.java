package io.mediaup.app;

import io.mediaup.engine.RealTimeline;
import io.mediaup.lab.LabDirectory;
import io.mediaup.lab.LabException;
import io.mediaup.lab.LabFleet;
import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.LabSpec;
import io.mediaup.plan.Plan;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.aws.AwsClients;
import io.mediaup.provider.aws.AwsProvider;
import io.mediaup.provider.lab.LabProvider;

/** Picks the world that a plan's hosts live in. */
final class Worlds {

    private Worlds() {}

    /** The lab of a plan, up or not. */
    static LabFleet lab(Plan plan, Home home) {
        return new LabFleet(LabDirectory.of(home.labs(), plan.name()));
    }

    /** Whether the plan's fleet exists: a lab may not have been started yet, or not to its end. */
    static boolean isUp(Plan plan, Home home) {
        return plan.fleet().lab().isEmpty() || lab(plan, home).directory().ready();
    }

    /** The world of a plan whose fleet is up. */
    static World open(Plan plan, Home home, RealTimeline timeline) {
        SshAccess ssh = new SshAccess(plan, home);
        SshOfRun.recall(ssh, plan.ssh(), PlanStates.of(plan, home).runs());
        return new World(
                provider(plan, home, timeline),
                Servers.of(plan, home, timeline::now, ssh),
                Servers.gates(plan, home, timeline::now, ssh),
                ssh);
    }

    private static FleetProvider provider(Plan plan, Home home, RealTimeline timeline) {
        return plan.fleet().aws().isPresent() ? Aws.provider(plan, home, timeline) : new LabProvider(lab(plan, home));
    }

    /** Apart, so that a lab plan loads no class of the AWS SDK. */
    private static final class Aws {
        static FleetProvider provider(Plan plan, Home home, RealTimeline timeline) {
            AwsSpec spec = plan.fleet().aws().orElseThrow();
            return new AwsProvider(plan, AwsClients.of(spec, home.env(), timeline::now, timeline::monotonic));
        }
    }

    /** What the plan says about its lab, in the lab's own words. */
    static io.mediaup.lab.LabSpec labSpec(Plan plan) {
        LabSpec spec =
                plan.fleet().lab().orElseThrow(() -> new IllegalStateException("Expected a lab plan, but found none."));
        return new io.mediaup.lab.LabSpec(
                spec.hosts(),
                spec.zones(),
                spec.version(),
                spec.bootTime(),
                (int) Math.round(spec.arrivalsPerMinute()),
                spec.sessionLength().median(),
                spec.sessionLength().p95(),
                spec.command());
    }

    /** Starts the lab of {@code plan}, or what is missing of it. */
    static void start(LabFleet lab, Plan plan, Terminal terminal) {
        io.mediaup.lab.LabSpec spec = labSpec(plan);
        terminal.say("Starting the lab: " + spec.hosts() + " hosts of " + spec.version()
                + (spec.zones().size() == 1 ? " in zone " : " in zones ") + String.join(", ", spec.zones())
                + ", with live sessions …");
        try {
            lab.up(spec);
        } catch (LabException e) {
            throw new Refusal(Exit.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }
}
