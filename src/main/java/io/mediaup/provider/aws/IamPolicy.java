package io.mediaup.provider.aws;

import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.AwsSpec.Group;
import io.mediaup.provider.aws.ApiAction.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The least that a plan's fleet needs to be allowed, from the table of {@link ApiAction}. Whatever AWS can confine is
 * confined: to the Region, to the account, to the tags that the plan selects by, to hosts that a run has marked, to the
 * target groups of the plan. Not confined are AMIs, subnets and security groups, since each release brings other ones, and
 * a policy must outlast it. Immutable.
 */
public final class IamPolicy {

    private static final String IF_TAGS_ALL = "ForAllValues:StringLike";

    private final AwsSpec spec;
    private final LaunchNeeds needs;
    private final Place place;

    private IamPolicy(AwsSpec spec, LaunchNeeds needs) {
        this.spec = spec;
        this.needs = needs;
        this.place = Place.of(spec);
    }

    /** Where the fleet is: the ARN of its first target group tells, so nobody need be asked. */
    private record Place(String partition, String region, String account) {
        static Place of(AwsSpec spec) {
            String[] parts = spec.balancing().groups().get(0).arn().split(":", 6);
            return new Place(parts[1], parts[3], parts[4]);
        }

        String arn(String service, String rest) {
            return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + rest;
        }

        String global(String service, String rest) {
            return "arn:" + partition + ":" + service + "::" + account + ":" + rest;
        }

        /** The DNS suffix of the service principals that differ between the partitions. */
        String principal(String service) {
            return service + (partition.equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com");
        }
    }

    /** The statements for the fleet {@code spec}. */
    public static List<PolicyStatement> of(AwsSpec spec, LaunchNeeds needs) {
        return new IamPolicy(spec, needs).statements();
    }

    private List<PolicyStatement> statements() {
        Map<Scope, List<String>> actions = new EnumMap<>(Scope.class);
        Arrays.stream(ApiAction.values())
                .forEach(action -> actions.computeIfAbsent(action.scope(), scope -> new ArrayList<>())
                        .add(action.id()));
        List<PolicyStatement> all = new ArrayList<>();
        actions.forEach((scope, ids) -> all.addAll(
                switch (scope) {
                    case FREE -> List.<PolicyStatement>of();
                    case ANYTHING -> List.of(statement("Explain", ids, List.of("*"), Map.of()));
                    case REGION ->
                        List.of(statement("Look", ids, List.of("*"), equal("aws:RequestedRegion", place.region())));
                    // User data, which may hold secrets, is an attribute, too.
                    case HOSTS ->
                        List.of(statement(
                                "LookAtHosts",
                                ids,
                                List.of(ec2("instance/*")),
                                Map.of("StringEquals", tags("aws:ResourceTag/"))));
                    case LAUNCH -> launch(ids);
                    case MARKS -> marks(ids);
                    case MARKED_HOSTS -> List.of(markedHosts(ids));
                    case TARGET_GROUPS -> List.of(statement("MoveTraffic", ids, groups(), Map.of()));
                    case LISTENERS -> lookAtWeights(ids, false);
                    case RULES -> lookAtWeights(ids, true);
                    case LISTENER -> shiftWeights(ids, false);
                    case RULE -> shiftWeights(ids, true);
                }));
        all.addAll(beside());
        return all;
    }

    private static PolicyStatement statement(
            String sid, List<String> actions, List<String> resources, Map<String, Map<String, List<String>>> when) {
        return new PolicyStatement(sid, actions, resources, when);
    }

    private static Map<String, Map<String, List<String>>> equal(String key, String value) {
        return Map.of("StringEquals", Map.of(key, List.of(value)));
    }

    /** Of two statements: what is made must be born with the tags; what it is made from is only used. */
    private List<PolicyStatement> launch(List<String> actions) {
        Map<String, Map<String, List<String>>> born = new LinkedHashMap<>();
        born.put("StringEquals", tags("aws:RequestTag/"));
        born.put("StringLike", Map.of("aws:RequestTag/" + Tagging.PREFIX + "run", List.of("*")));
        List<String> from =
                new ArrayList<>(List.of("arn:" + place.partition() + ":ec2:" + place.region() + "::image/*"));
        Stream.of("subnet/*", "security-group/*", "key-pair/*").map(this::ec2).forEach(from::add);
        from.add("arn:" + place.partition() + ":ec2:" + place.region() + "::snapshot/*");
        from.addAll(templates());
        needs.others().stream()
                .map(other -> other.startsWith("arn:") ? other : ec2(other))
                .forEach(from::add);
        return List.of(statement("Launch", actions, made(), born), statement("LaunchFrom", actions, from, Map.of()));
    }

    private List<String> templates() {
        return needs.templates().isEmpty()
                ? List.of(ec2("launch-template/*"))
                : needs.templates().stream()
                        .map(id -> ec2("launch-template/" + id))
                        .toList();
    }

    private String ec2(String rest) {
        return place.arn("ec2", rest);
    }

    private List<String> made() {
        return List.of(ec2("instance/*"), ec2("volume/*"), ec2("network-interface/*"));
    }

    private Map<String, List<String>> tags(String prefix) {
        Map<String, List<String>> tags = new LinkedHashMap<>();
        spec.select().forEach((name, value) -> tags.put(prefix + name, List.of(value)));
        return tags;
    }

    /** At a launch any tag, since it is checked with the launch; later only marks, and only on hosts of the fleet. */
    private List<PolicyStatement> marks(List<String> actions) {
        Map<String, Map<String, List<String>>> later = new LinkedHashMap<>();
        later.put("StringEquals", tags("aws:ResourceTag/"));
        later.put(IF_TAGS_ALL, Map.of("aws:TagKeys", List.of(Tagging.PREFIX + "*")));
        return List.of(
                statement("TagAtLaunch", actions, made(), equal("ec2:CreateAction", "RunInstances")),
                statement("Mark", actions, List.of(ec2("instance/*")), later));
    }

    private PolicyStatement markedHosts(List<String> actions) {
        Map<String, Map<String, List<String>>> marked = new LinkedHashMap<>();
        marked.put("StringEquals", tags("aws:ResourceTag/"));
        marked.put("StringLike", Map.of("aws:ResourceTag/" + Tagging.PREFIX + "run", List.of("*")));
        return statement("Retire", actions, List.of(ec2("instance/*")), marked);
    }

    private List<String> groups() {
        Set<String> arns = new LinkedHashSet<>();
        spec.balancing().groups().stream().map(Group::arn).forEach(arns::add);
        return List.copyOf(arns);
    }

    private List<PolicyStatement> lookAtWeights(List<String> actions, boolean rule) {
        return spec.balancing().weights().filter(weights -> weights.rule() == rule).stream()
                .map(weights ->
                        statement("LookAtWeights", actions, List.of("*"), equal("aws:RequestedRegion", place.region())))
                .toList();
    }

    private List<PolicyStatement> shiftWeights(List<String> actions, boolean rule) {
        return spec.balancing().weights().filter(weights -> weights.rule() == rule).stream()
                .map(weights -> statement("ShiftWeights", actions, List.of(weights.at()), Map.of()))
                .toList();
    }

    /** What no action of ours names, and EC2 asks for on the caller's behalf. */
    private List<PolicyStatement> beside() {
        List<PolicyStatement> all = new ArrayList<>();
        if (!needs.roles().isEmpty()) {
            List<String> roles = needs.roles().stream()
                    .map(role -> role.startsWith("arn:") ? role : place.global("iam", "role/" + role))
                    .toList();
            all.add(statement(
                    "PassRole", List.of("iam:PassRole"), roles, equal("iam:PassedToService", place.principal("ec2"))));
        }
        if (!needs.parameters().isEmpty()) {
            List<String> parameters = needs.parameters().stream()
                    .map(name -> name.startsWith("arn:")
                            ? name
                            : place.arn("ssm", "parameter/" + (name.startsWith("/") ? name.substring(1) : name)))
                    .toList();
            all.add(statement("ResolveImages", List.of("ssm:GetParameters"), parameters, Map.of()));
        }
        if (!needs.keys().isEmpty()) {
            all.addAll(new VolumeKeys(place.partition(), place.region(), place.account()).statements(needs.keys()));
        }
        return all;
    }
}
