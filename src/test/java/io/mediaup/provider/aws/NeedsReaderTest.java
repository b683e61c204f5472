package io.mediaup.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.LaunchSpec;
import io.mediaup.plan.PlanBuilder;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.aws.fake.FakeFleet;
import io.mediaup.provider.aws.fake.LaunchSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What launches need, as the template and the fleet on the fake tell it. */
class NeedsReaderTest {

    private final AwsWorld world = new AwsWorld();

    @AfterEach
    void stop() {
        world.close();
    }

    private LaunchNeeds read(LaunchSpec launch) throws ProviderException {
        AwsSpec plan = AwsPlans.on(world.fleet, PlanBuilder.drainFirst().build())
                .fleet()
                .aws()
                .orElseThrow();
        AwsSpec spec = new AwsSpec(
                plan.region(), plan.select(), plan.versionTag(), false, launch, plan.placement(), plan.balancing());
        return new NeedsReader(spec, world.clients()).read();
    }

    @Test
    void shouldTellTheRoleAndTheTemplate() throws Exception {
        LaunchNeeds needs = read(new LaunchSpec.Template("sfu", false, "2"));

        assertThat(needs.templates()).containsExactly(world.fleet.template().id());
        assertThat(needs.roles()).containsExactly("sfu");
        assertThat(needs.parameters()).isEmpty();
    }

    @Test
    void shouldTellTheParameterBehindAnImage() throws Exception {
        world.cloud.parameter("/sfu/ami", FakeFleet.NEW_IMAGE);
        world.fleet
                .template()
                .version(
                        new LaunchSettings(
                                "resolve:ssm:/sfu/ami:3", "c7i.large", "", List.of(), "", "", "", false, false),
                        Map.of());

        assertThat(read(new LaunchSpec.Template("sfu", false, "3")).parameters())
                .containsExactly("/sfu/ami");
    }

    /** A rollback launches what is there now, which came from elsewhere. */
    @Test
    void shouldTellTheTemplatesOfTheHostsThatAreThereToo() throws Exception {
        LaunchSpec own = new LaunchSpec.Own(
                FakeFleet.NEW_IMAGE,
                "c7i.large",
                List.of(),
                List.of(),
                Optional.of("media"),
                Optional.empty(),
                Map.of());

        LaunchNeeds needs = read(own);

        assertThat(needs.templates()).containsExactly(world.fleet.template().id());
        assertThat(needs.roles()).contains("media");
    }
}
