package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan says about AWS. */
class PlanAwsTest {

    private static final String ARN =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/media/0123456789abcdef";

    private static final String LEAST = """
            apiVersion: mediaup/v1
            name: tiny
            fleet:
              provider: aws
              select: {tags: {Role: sfu}}
            target:
              version: "1.5.0"
              launch-template: {name: sfu}
            load-balancer:
              target-groups: [{arn: "%s"}]
            probes:
              sessions:
                - name: calls
                  http: {url: "http://{{host.address}}:8080/sessions", json-pointer: /count}
            """.formatted(ARN);

    @Test
    void shouldReadTheLeast() {
        Plan plan = PlanText.read(LEAST);
        AwsSpec aws = plan.fleet().aws().orElseThrow();

        assertThat(plan.fleet().provider()).isEqualTo(ProviderKind.AWS);
        assertThat(plan.fleet().lab()).isEmpty();
        assertThat(aws.region()).isEmpty();
        assertThat(aws.select()).isEqualTo(Map.of("Role", "sfu"));
        assertThat(aws.versionTag()).isEqualTo("Version");
        assertThat(aws.byDefinition()).isFalse();
        assertThat(aws.launch()).isEqualTo(new LaunchSpec.Template("sfu", false, "$Default"));
        assertThat(aws.placement()).isEqualTo(new AwsSpec.Placement(false, List.of()));
        assertThat(aws.balancing()).isEqualTo(new AwsSpec.Balancing(List.of(new AwsSpec.Group(ARN, 0)), false));
        assertThat(aws.balancing().groups().get(0).name()).isEqualTo("media");
        assertThat(plan.loadBalancer().settle()).hasMinutes(3);
    }

    @Test
    void shouldReadAll() {
        Plan plan = PlanText.read(LEAST.replace(
                        "provider: aws",
                        "provider: aws\n  region: eu-west-1\n  version-tag: Release\n  outdated-when: launch-definition")
                .replace("  launch-template: {name: sfu}", """
                          zones: any
                          instance-types: [c7i.large, c6i.large]
                          launch:
                            image: ami-0a1b2c3d
                            instance-type: c7i.xlarge
                            subnets: [subnet-0a1b2c3d]
                            security-groups: [sg-0a1b2c3d]
                            instance-profile: sfu
                            user-data: file:init.yaml
                            tags: {Team: media}\
                        """)
                .replace("\"}]", "\", port: 8443}]\n  settle: 20s"));
        AwsSpec aws = plan.fleet().aws().orElseThrow();

        assertThat(aws.region()).contains("eu-west-1");
        assertThat(aws.versionTag()).isEqualTo("Release");
        assertThat(aws.byDefinition()).isTrue();
        assertThat(aws.placement()).isEqualTo(new AwsSpec.Placement(true, List.of("c7i.large", "c6i.large")));
        assertThat(aws.launch())
                .isEqualTo(new LaunchSpec.Own(
                        "ami-0a1b2c3d",
                        "c7i.xlarge",
                        List.of("subnet-0a1b2c3d"),
                        List.of("sg-0a1b2c3d"),
                        Optional.of("sfu"),
                        Optional.of("init.yaml"),
                        Map.of("Team", "media")));
        assertThat(aws.balancing()).isEqualTo(new AwsSpec.Balancing(List.of(new AwsSpec.Group(ARN, 8443)), true));
        assertThat(plan.loadBalancer().settle()).hasSeconds(20);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select: {tags: {Role: sfu}} | select: {tags: {}} | 5:18 | at least one tag at fleet.select.tags",
                "select: {tags: {Role: sfu}} | select: {tags: {'aws:x': y}} | 5:18 | without aws: or mediaup: before them",
                "select: {tags: {Role: sfu}} | select: {tags: {Role: 's*'}} | 5:18 | without *, ? and",
                "select: {tags: {Role: sfu}} | select: {tags: {Version: a}} | 5:18 | the version tag not to select hosts",
                "launch-template: {name: sfu} | launch-template: {} | 8:20 | name or id under target.launch-template, but"
                        + " found neither",
                "launch-template: {name: sfu} | launch-template: {name: sfu, id: lt-0a1b2c3d} | 8:20 | but found both",
                "launch-template: {name: sfu} | launch-template: {name: sfu, version: v1} | 8:41 | a number, $Latest or",
                "launch-template: {name: sfu} | boot-timeout: 5m | 4:3 | launch-template or launch under target with"
                        + " provider: aws, but found neither",
                "fleet: | fleet:\\n  lab: {hosts: 3} | 4:8 | no lab with provider: aws",
                "target-groups: [ | target-groups: [{arn: '" + ARN + "'}, | 10:121 | each target group once",
                "target: | target:\\n  instance-types: [] | 7:19 | at least 1 item at target.instance-types",
            })
    void shouldRefuseWhatCannotBeMeant(String right, String wrong, String place, String message) {
        String plan = LEAST.replace(right, wrong.replace("\\n", "\n"));

        assertThat(PlanText.problems(plan))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("plan.yaml:" + place + ": Expected ")
                        .contains(message));
    }
}
