package io.mediaup.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.LaunchSpec;
import io.mediaup.plan.WeightsSpec;
import io.mediaup.provider.aws.ApiAction.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IamPolicyTest {

    private static final Set<Scope> WEIGHTS = Set.of(Scope.LISTENERS, Scope.RULES, Scope.LISTENER, Scope.RULE);

    private static final String EC2 = "arn:aws:ec2:eu-west-1:123456789012:";
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/media/0123456789abcdef";

    private static AwsSpec spec(LaunchSpec launch, String... groups) {
        Map<String, String> select = new LinkedHashMap<>();
        select.put("Role", "sfu");
        select.put("Env", "prod");
        return new AwsSpec(
                Optional.empty(),
                select,
                "Version",
                false,
                launch,
                new AwsSpec.Placement(false, List.of()),
                new AwsSpec.Balancing(
                        Arrays.stream(groups)
                                .map(arn -> new AwsSpec.Group(arn, 8443))
                                .toList(),
                        false));
    }

    private static AwsSpec template() {
        return spec(new LaunchSpec.Template("sfu", false, "$Latest"), GROUP);
    }

    private static PolicyStatement statement(List<PolicyStatement> policy, String sid) {
        return policy.stream().filter(s -> s.sid().equals(sid)).findFirst().orElseThrow();
    }

    @Test
    void shouldAllowEveryActionThatNeedsItAndNoOther() {
        List<String> allowed = new ArrayList<>();
        IamPolicy.of(template(), LaunchNeeds.UNKNOWN).forEach(statement -> allowed.addAll(statement.actions()));

        assertThat(Set.copyOf(allowed))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ApiAction.values())
                        .filter(action -> action.scope() != Scope.FREE && !WEIGHTS.contains(action.scope()))
                        .map(ApiAction::id)
                        .toList());
    }

    @Test
    void shouldAllowToShiftTheWeightsOfTheListenerOrRuleThatThePlanNamesAndOfNoOther() {
        String listener = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/net/sfu/0123456789abcdef/01";
        String rule = listener.replace(":listener/net", ":listener-rule/app") + "/02";

        List<PolicyStatement> byListener = IamPolicy.of(weighted(listener), LaunchNeeds.UNKNOWN);
        List<PolicyStatement> byRule = IamPolicy.of(weighted(rule), LaunchNeeds.UNKNOWN);

        assertThat(statement(byListener, "ShiftWeights").actions())
                .containsExactly("elasticloadbalancing:ModifyListener");
        assertThat(statement(byListener, "ShiftWeights").resources()).containsExactly(listener);
        assertThat(statement(byListener, "LookAtWeights").actions())
                .containsExactly("elasticloadbalancing:DescribeListeners");
        assertThat(statement(byRule, "ShiftWeights").actions()).containsExactly("elasticloadbalancing:ModifyRule");
        assertThat(statement(byRule, "ShiftWeights").resources()).containsExactly(rule);
        assertThat(statement(byRule, "LookAtWeights").actions()).containsExactly("elasticloadbalancing:DescribeRules");
    }

    private static AwsSpec weighted(String at) {
        AwsSpec plain = template();
        WeightsSpec weights = new WeightsSpec(at, "media", "other", List.of(100), Duration.ZERO);
        return new AwsSpec(
                plain.region(),
                plain.select(),
                plain.versionTag(),
                plain.byDefinition(),
                plain.launch(),
                plain.placement(),
                new AwsSpec.Balancing(plain.balancing().groups(), false, Optional.of(weights)));
    }

    @Test
    void shouldAllowNothingOnEverythingButWhatAwsCannotConfine() {
        assertThat(IamPolicy.of(template(), LaunchNeeds.UNKNOWN))
                .filteredOn(statement -> statement.resources().contains("*"))
                .extracting(PolicyStatement::sid, PolicyStatement::conditions)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("Explain", Map.of()),
                        org.assertj.core.groups.Tuple.tuple(
                                "Look", Map.of("StringEquals", Map.of("aws:RequestedRegion", List.of("eu-west-1")))));
    }

    @Test
    void shouldRetireOnlyHostsOfTheFleetThatARunHasMarked() {
        PolicyStatement retire = statement(IamPolicy.of(template(), LaunchNeeds.UNKNOWN), "Retire");

        assertThat(retire.actions()).containsExactly("ec2:TerminateInstances");
        assertThat(retire.resources()).containsExactly(EC2 + "instance/*");
        assertThat(retire.conditions())
                .isEqualTo(Map.of(
                        "StringEquals",
                        Map.of("aws:ResourceTag/Role", List.of("sfu"), "aws:ResourceTag/Env", List.of("prod")),
                        "StringLike",
                        Map.of("aws:ResourceTag/mediaup:run", List.of("*"))));
    }

    @Test
    void shouldTagLaterOnlyWithMarksAndOnlyHostsOfTheFleet() {
        List<PolicyStatement> policy = IamPolicy.of(template(), LaunchNeeds.UNKNOWN);

        assertThat(statement(policy, "Mark").conditions())
                .containsEntry("ForAllValues:StringLike", Map.of("aws:TagKeys", List.of("mediaup:*")))
                .containsEntry(
                        "StringEquals",
                        Map.of("aws:ResourceTag/Role", List.of("sfu"), "aws:ResourceTag/Env", List.of("prod")));
        assertThat(statement(policy, "TagAtLaunch").conditions())
                .isEqualTo(Map.of("StringEquals", Map.of("ec2:CreateAction", List.of("RunInstances"))));
        assertThat(statement(policy, "Launch").conditions().get("StringEquals"))
                .containsOnlyKeys("aws:RequestTag/Role", "aws:RequestTag/Env");
    }

    @Test
    void shouldMoveTargetsOfThePlansGroupsOnly() {
        String other = GROUP.replace("media", "signal");

        PolicyStatement move = statement(
                IamPolicy.of(spec(new LaunchSpec.Template("sfu", false, "1"), GROUP, other), LaunchNeeds.UNKNOWN),
                "MoveTraffic");

        assertThat(move.resources()).containsExactly(GROUP, other);
        assertThat(move.actions())
                .containsExactly("elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets");
    }

    @Test
    void shouldConfineLaunchesToTheTemplatesThatAreKnown() {
        LaunchNeeds needs =
                new LaunchNeeds(Set.of("lt-0a", "lt-0b"), Set.of(), Set.of(), Set.of(), Set.of("placement-group/sfu"));

        assertThat(statement(IamPolicy.of(template(), needs), "LaunchFrom").resources())
                .contains(EC2 + "launch-template/lt-0a", EC2 + "launch-template/lt-0b", EC2 + "placement-group/sfu")
                .doesNotContain(EC2 + "launch-template/*");
        assertThat(statement(IamPolicy.of(template(), LaunchNeeds.UNKNOWN), "LaunchFrom")
                        .resources())
                .contains(EC2 + "launch-template/*");
    }

    @Test
    void shouldPassTheRolesOfTheHostsToEc2Only() {
        LaunchNeeds needs = new LaunchNeeds(
                Set.of(), Set.of("sfu", "arn:aws:iam::123456789012:role/x/turn"), Set.of(), Set.of(), Set.of());

        PolicyStatement pass = statement(IamPolicy.of(template(), needs), "PassRole");

        assertThat(pass.resources())
                .containsExactlyInAnyOrder(
                        "arn:aws:iam::123456789012:role/sfu", "arn:aws:iam::123456789012:role/x/turn");
        assertThat(pass.conditions())
                .isEqualTo(Map.of("StringEquals", Map.of("iam:PassedToService", List.of("ec2.amazonaws.com"))));
        assertThat(IamPolicy.of(template(), LaunchNeeds.UNKNOWN))
                .noneMatch(statement -> statement.actions().contains("iam:PassRole"));
    }

    @Test
    void shouldUseKeysByIdAndByAliasThroughEc2Only() {
        LaunchNeeds needs =
                new LaunchNeeds(Set.of(), Set.of(), Set.of("1234abcd", "alias/volumes"), Set.of("/sfu/ami"), Set.of());
        List<PolicyStatement> policy = IamPolicy.of(template(), needs);

        assertThat(statement(policy, "UseVolumeKeys").resources())
                .containsExactly("arn:aws:kms:eu-west-1:123456789012:key/1234abcd");
        assertThat(statement(policy, "UseVolumeKeysByAlias").conditions())
                .containsEntry("ForAnyValue:StringEquals", Map.of("kms:ResourceAliases", List.of("alias/volumes")))
                .containsEntry("StringEquals", Map.of("kms:ViaService", List.of("ec2.eu-west-1.amazonaws.com")));
        assertThat(statement(policy, "GrantVolumeKeys").conditions())
                .containsEntry("Bool", Map.of("kms:GrantIsForAWSResource", List.of("true")));
        assertThat(statement(policy, "ResolveImages").resources())
                .containsExactly("arn:aws:ssm:eu-west-1:123456789012:parameter/sfu/ami");
    }

    @Test
    void shouldSpeakOfThePartitionThatTheFleetIsIn() {
        String group = GROUP.replace("arn:aws:", "arn:aws-cn:").replace("eu-west-1", "cn-north-1");
        LaunchNeeds needs = new LaunchNeeds(Set.of(), Set.of("sfu"), Set.of(), Set.of(), Set.of());

        List<PolicyStatement> policy = IamPolicy.of(spec(new LaunchSpec.Template("sfu", false, "1"), group), needs);

        assertThat(policy)
                .flatExtracting(PolicyStatement::resources)
                .allMatch(resource -> resource.equals("*") || resource.startsWith("arn:aws-cn:"));
        assertThat(statement(policy, "PassRole").conditions().get("StringEquals"))
                .containsValue(List.of("ec2.amazonaws.com.cn"));
    }
}
