package io.mediaup.doctor;

import io.mediaup.plan.Durations;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.provider.TargetGroupTraits;
import io.mediaup.provider.TargetGroupTraits.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What target groups do to sessions of hosts that leave them, held against what the plan wants to happen to those. The
 * facts are from the ELBv2 user guides ("Edit target group attributes" of Network and of Application Load Balancers, and
 * their quotas).
 */
public final class TargetGroupLint {

    private static final String DELAY = "deregistration_delay.timeout_seconds";
    private static final String CUT = "deregistration_delay.connection_termination.enabled";
    private static final String STICKY = "stickiness.enabled";
    private static final String CROSS_ZONE = "load_balancing.cross_zone.enabled";

    private static final int MOST_TARGETS = 1000;
    private static final int MOST_NETWORK_TARGETS = 500;

    private TargetGroupLint() {}

    /**
     * Warnings, one sentence each; empty when there is nothing to say.
     *
     * @param peakHosts the most hosts that will be up at once
     */
    public static List<String> warnings(Plan plan, List<TargetGroupTraits> groups, int peakHosts) {
        List<String> warnings = new ArrayList<>();
        for (TargetGroupTraits group : groups) {
            if (plan.sessions() != SessionPolicy.KILL) {
                delay(plan, group, warnings);
            }
            stickiness(group, warnings);
            limits(group, peakHosts, warnings);
            health(plan, group, warnings);
        }
        return warnings;
    }

    private static void delay(Plan plan, TargetGroupTraits group, List<String> warnings) {
        Duration patience = plan.probes().sessions().stream()
                .map(SessionCounter::patience)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration delay = seconds(group.attribute(DELAY), Duration.ofMinutes(5));
        if (patience.compareTo(delay) <= 0) {
            return;
        }
        String than = "hosts may drain for " + Durations.text(patience) + ", but " + group.name() + " waits only "
                + Durations.text(delay) + " after a deregistration";
        if (group.kind() == Kind.APPLICATION) {
            warnings.add(than + " and then breaks what is still open through the ALB, WebSockets included: clients"
                    + " must reconnect their signalling, or the delay must be longer (3600 s at most).");
        } else if (cuts(group)) {
            warnings.add(than + " and then ends every connection that is still open ("
                    + "connection_termination.enabled is on): sessions would be cut. Turn it off before the run.");
        }
    }

    /** New groups for UDP have had it on by default since October 2023, so a missing attribute is read as that. */
    private static boolean cuts(TargetGroupTraits group) {
        String value = group.attribute(CUT);
        return value.isEmpty() ? group.protocol().contains("UDP") : value.equals("true");
    }

    private static void stickiness(TargetGroupTraits group, List<String> warnings) {
        if (group.kind() == Kind.APPLICATION && group.attribute(STICKY).equals("true")) {
            warnings.add(group.name() + " is sticky: clients with a cookie of a host keep coming to it until it is"
                    + " deregistered.");
        }
    }

    private static void limits(TargetGroupTraits group, int peakHosts, List<String> warnings) {
        int now = group.targets().values().stream().mapToInt(Integer::intValue).sum();
        boolean network = group.kind() == Kind.NETWORK;
        boolean across = group.attribute(CROSS_ZONE).equals("true");
        int most = network && across ? MOST_NETWORK_TARGETS : MOST_TARGETS;
        if (Math.max(now, peakHosts) > most) {
            warnings.add(group.name() + " takes " + most + " targets at most, and up to " + Math.max(now, peakHosts)
                    + " hosts will be up at once.");
        }
        if (network && !across) {
            group.targets().forEach((zone, targets) -> {
                if (targets > MOST_NETWORK_TARGETS) {
                    warnings.add(group.name() + " takes " + MOST_NETWORK_TARGETS + " targets a zone, and has " + targets
                            + " in " + zone + ".");
                }
            });
        }
    }

    /** A network load balancer takes minutes until a new target gets traffic. */
    private static void health(Plan plan, TargetGroupTraits group, List<String> warnings) {
        Duration checks = group.checks().interval().multipliedBy(group.checks().healthyAfter());
        Duration needed = group.kind() == Kind.NETWORK ? checks.plus(Duration.ofMinutes(3)) : checks;
        if (plan.target().healthTimeout().compareTo(needed) < 0) {
            warnings.add(
                    "target.health-timeout is " + Durations.text(plan.target().healthTimeout()) + ", but "
                            + group.name() + " may take " + Durations.text(needed) + " to find a new host healthy.");
        }
    }

    private static Duration seconds(String text, Duration fallback) {
        return text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : fallback;
    }
}
