package io.mediaup.provider.aws.fake;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a listener or a rule does with new connections: forwards them to groups by weight.
 *
 * @param weights target group to weight, in the order given
 * @param stickySeconds for how long a client keeps its group; null without stickiness
 */
record Forward(Map<String, Integer> weights, @Nullable Integer stickySeconds) {

    private static final int MOST_GROUPS = 5;
    private static final int MOST_WEIGHT = 999;

    Forward {
        weights = new LinkedHashMap<>(weights);
        if (weights.isEmpty() || weights.size() > MOST_GROUPS) {
            throw AwsError.bad("ValidationError", "A forward action needs one to five target groups");
        }
        for (int weight : weights.values()) {
            if (weight < 0 || weight > MOST_WEIGHT) {
                throw AwsError.bad("ValidationError", "The weight of a target group must be between 0 and 999");
            }
        }
    }
}
