package io.mediaup.app;

import io.mediaup.engine.RealTimeline;
import io.mediaup.journal.StatePermissions;
import io.mediaup.plan.AwsSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.StateSpec;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.aws.AwsClients;
import io.mediaup.provider.aws.IamPolicy;
import io.mediaup.provider.aws.LaunchNeeds;
import io.mediaup.provider.aws.NeedsReader;
import io.mediaup.provider.aws.PolicyStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** {@code mediaup iam-policy}: the least that must be allowed to whoever runs a plan. Changes nothing. */
public final class IamPolicyUse {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Terminal terminal;
    private final Home home;

    /** Prints to {@code terminal} in the surroundings of {@code home}. */
    public IamPolicyUse(Terminal terminal, Home home) {
        this.terminal = terminal;
        this.home = home;
    }

    /**
     * What the caller knows, and whether AWS may be asked for the rest.
     *
     * @param offline asks AWS nothing
     * @param roles the roles that hosts get, by name or ARN, in the place of what would be found
     * @param keys KMS keys of their volumes, beside what would be found
     */
    public record Wish(boolean offline, Set<String> roles, Set<String> keys) {
        /** Copies the sets. */
        public Wish {
            roles = Set.copyOf(roles);
            keys = Set.copyOf(keys);
        }
    }

    /** Prints the policy of a plan, as JSON on standard output. */
    public Exit print(PlanSource source, Wish wish) {
        Plan plan = source.read();
        AwsSpec spec = plan.fleet()
                .aws()
                .orElseThrow(() -> new Refusal(
                        Exit.USAGE,
                        "Expected a plan with provider: aws, but found provider: "
                                + plan.fleet().provider().name().toLowerCase(Locale.ROOT) + " in " + source.file()
                                + ", which needs no policy. Name a plan on AWS."));
        LaunchNeeds found = wish.offline() ? NeedsReader.unasked(spec) : asked(spec);
        if (wish.roles().isEmpty()) {
            found.roles()
                    .forEach(role -> terminal.complain("Note: it is taken that the role of the instance profile " + role
                            + " has the same name. --pass-role says otherwise."));
        }
        List<PolicyStatement> statements =
                new ArrayList<>(IamPolicy.of(spec, found.stating(wish.roles(), wish.keys())));
        if (plan.state() instanceof StateSpec.S3 state) {
            statements.addAll(state(state, plan.name(), partition(spec)));
        }
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("Version", "2012-10-17");
        policy.put("Statement", statements.stream().map(PolicyStatement::json).toList());
        terminal.result(MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(policy));
        return Exit.DONE;
    }

    private LaunchNeeds asked(AwsSpec spec) {
        try (RealTimeline timeline = new RealTimeline();
                AwsClients clients = AwsClients.of(spec, home.env(), timeline::now, timeline::monotonic)) {
            return new NeedsReader(spec, clients).read();
        } catch (ProviderException e) {
            terminal.complain("Note: AWS could not be asked what launches need. " + e.getMessage()
                    + " Until then every launch template is allowed, and of roles and keys only what --pass-role and"
                    + " --kms-key name.");
            return NeedsReader.unasked(spec);
        }
    }

    private static String partition(AwsSpec spec) {
        return spec.balancing().groups().get(0).arn().split(":", 3)[1];
    }

    private static List<PolicyStatement> state(StateSpec.S3 state, String plan, String partition) {
        String bucket = "arn:" + partition + ":s3:::" + state.bucket();
        String below = (state.prefix().isEmpty() ? "" : state.prefix() + "/") + plan + "/*";
        return List.of(
                new PolicyStatement("KeepState", StatePermissions.OBJECTS, List.of(bucket + "/" + below), Map.of()),
                // "IfExists", because S3 asks for this right also when a missing object is read, and names no prefix
                // then.
                new PolicyStatement(
                        "ListState",
                        List.of(StatePermissions.LISTING),
                        List.of(bucket),
                        Map.of("StringLikeIfExists", Map.of("s3:prefix", List.of(below)))));
    }
}
