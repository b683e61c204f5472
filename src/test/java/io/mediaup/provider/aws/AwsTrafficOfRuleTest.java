package io.mediaup.provider.aws;

import java.util.Map;

/** The same for the weights of a rule of an Application Load Balancer. */
class AwsTrafficOfRuleTest extends AwsTrafficTest {

    @Override
    String at(Map<String, Integer> weights) {
        String group = weights.keySet().iterator().next();
        return world.cloud.rule(world.cloud.listener("web", "application", Map.of(group, 1)), weights);
    }
}
