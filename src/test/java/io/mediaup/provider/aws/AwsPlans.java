package io.mediaup.provider.aws;

import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.FleetSpec;
import io.mediaup.plan.LaunchSpec;
import io.mediaup.plan.LoadBalancerSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.plan.ProviderKind;
import io.mediaup.plan.WeightsSpec;
import io.mediaup.provider.aws.fake.FakeCloud;
import io.mediaup.provider.aws.fake.FakeFleet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Plans for the fleet that the fake holds. */
public final class AwsPlans {

    private AwsPlans() {}

    /** The plan, but of this fleet: launched from version 2 of its template, in the same zones, behind both groups. */
    public static Plan on(FakeFleet fleet, Plan plan) {
        return on(fleet, plan, new AwsSpec.Placement(false, List.of()));
    }

    /** The same, but with its traffic moved between two groups by the weights at a listener or rule. */
    static Plan weighted(FakeFleet fleet, Plan plan, String at, AwsSpec.Group blue, AwsSpec.Group green) {
        WeightsSpec weights =
                new WeightsSpec(at, blue.name(), green.name(), List.of(10, 50, 100), Duration.ofMinutes(5));
        AwsSpec spec = on(fleet, plan).fleet().aws().orElseThrow();
        AwsSpec sides = new AwsSpec(
                spec.region(),
                spec.select(),
                spec.versionTag(),
                spec.byDefinition(),
                spec.launch(),
                spec.placement(),
                new AwsSpec.Balancing(List.of(blue, green), true, Optional.of(weights)));
        return PlanCopy.of(plan)
                .with(new FleetSpec(
                        ProviderKind.AWS, Optional.empty(), Optional.of(sides), OptionalInt.empty(), Set.of()))
                .with(new LoadBalancerSpec(plan.loadBalancer().settle(), Optional.of(weights)))
                .build();
    }

    /** The same, launched where {@code placement} allows. */
    public static Plan on(FakeFleet fleet, Plan plan, AwsSpec.Placement placement) {
        AwsSpec spec = new AwsSpec(
                Optional.of(FakeCloud.REGION),
                Map.of("Role", "sfu", "Env", "prod"),
                "Version",
                false,
                new LaunchSpec.Template("sfu", false, "2"),
                placement,
                new AwsSpec.Balancing(
                        List.of(
                                new AwsSpec.Group(fleet.media().arn(), 8443),
                                new AwsSpec.Group(fleet.signalling().arn(), 0)),
                        true));
        return PlanCopy.of(plan)
                .with(new FleetSpec(
                        ProviderKind.AWS, Optional.empty(), Optional.of(spec), OptionalInt.empty(), Set.of()))
                .build();
    }
}
