package io.mediaup.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Calls are held back by the buckets that AWS documents. */
class RateLimitsTest {

    private Duration now = Duration.ofHours(1);
    private final RateLimits limits = new RateLimits(() -> now);

    private Duration take(String service, String action, int times) {
        Duration last = Duration.ZERO;
        for (int i = 0; i < times; i++) {
            last = limits.take(service, action);
        }
        return last;
    }

    @Test
    void shouldHoldBackWhatABucketDoesNotHold() {
        assertThat(take("Ec2", "RunInstances", 5)).isZero();
        assertThat(take("Ec2", "RunInstances", 1)).isEqualTo(Duration.ofMillis(500));
        assertThat(take("Ec2", "RunInstances", 1)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void shouldFillABucketAgainAndNoFurther() {
        take("Ec2", "RunInstances", 5);
        now = now.plusSeconds(1);
        assertThat(take("Ec2", "RunInstances", 2)).isZero();
        assertThat(take("Ec2", "RunInstances", 1)).isPositive();

        now = now.plusSeconds(3600);
        assertThat(take("Ec2", "RunInstances", 5)).isZero();
        assertThat(take("Ec2", "RunInstances", 1)).isPositive();
    }

    @Test
    void shouldCountEachActionInItsOwnBucket() {
        take("Ec2", "RunInstances", 50);
        assertThat(take("Ec2", "DescribeInstances", 100)).isZero();
        assertThat(take("Ec2", "DescribeSubnets", 1)).as("described, too").isPositive();
        assertThat(take("Ec2", "CreateTags", 100)).isZero();
        assertThat(take("Ec2", "TerminateInstances", 100)).isZero();
    }

    @Test
    void shouldCountEveryCallToLoadBalancersInOneBucketMore() {
        assertThat(take("Elastic Load Balancing v2", "RegisterTargets", 20)).isZero();
        assertThat(take("Elastic Load Balancing v2", "DescribeTargetHealth", 20))
                .isZero();
        assertThat(take("Elastic Load Balancing v2", "DescribeTargetHealth", 1))
                .as("40 at once over all actions")
                .isEqualTo(Duration.ofMillis(100));
    }
}
