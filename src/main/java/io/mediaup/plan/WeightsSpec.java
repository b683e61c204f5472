package io.mediaup.plan;

import java.time.Duration;
import java.util.List;

/**
 * Traffic that is moved from one target group to another in steps, by the weights of a listener or a rule.
 *
 * @param at the ARN of the listener or rule
 * @param blue the name of one group
 * @param green the name of the other; which of them is left is found out when a run begins
 * @param steps per cent of the traffic on the new side, rising, the last of them 100
 * @param pause how long each step stays before the next
 */
public record WeightsSpec(String at, String blue, String green, List<Integer> steps, Duration pause) {

    /** Copies the steps. */
    public WeightsSpec {
        steps = List.copyOf(steps);
    }

    /** Whether the traffic is that of a rule rather than of a listener's own. */
    public boolean rule() {
        return at.contains(":listener-rule/");
    }

    /**
     * Whether a Network Load Balancer has the listener. "At weight 0 … after a short period existing connections are closed"
     * (User guide for Network Load Balancers, listener rules), so a side with sessions keeps a weight of 1 there.
     */
    public boolean network() {
        return at.contains("/net/");
    }

    /** The other one of the two groups. */
    public String other(String group) {
        return group.equals(blue) ? green : blue;
    }
}
