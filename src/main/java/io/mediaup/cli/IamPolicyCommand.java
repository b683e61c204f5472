package io.mediaup.cli;

import io.mediaup.app.Exit;
import io.mediaup.app.Home;
import io.mediaup.app.IamPolicyUse;
import io.mediaup.app.Terminal;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mediaup iam-policy}. */
@Command(
        name = "iam-policy",
        description =
                "Prints the least IAM policy for a plan on AWS, as JSON. Looks up what its launch template needs.",
        footer = {
            "",
            "mediaup iam-policy PLAN > policy.json",
            "aws iam put-role-policy --role-name ROLE --policy-name mediaup --policy-document file://policy.json"
        },
        mixinStandardHelpOptions = true)
final class IamPolicyCommand extends Verb {

    @Mixin
    private PlanOptions plan = new PlanOptions();

    @Option(names = "--offline", description = "Asks AWS nothing: every launch template is allowed.")
    private boolean offline;

    @Option(
            names = "--pass-role",
            paramLabel = "ROLE",
            description = "A role that hosts get, by name or ARN, when it is not called like its instance profile.")
    private Set<String> roles = new LinkedHashSet<>();

    @Option(
            names = "--kms-key",
            paramLabel = "KEY",
            description = "A key that the AMI's volumes are encrypted with, by id, alias or ARN.")
    private Set<String> keys = new LinkedHashSet<>();

    @Override
    Exit run(Terminal terminal, Home home) {
        return new IamPolicyUse(terminal, home).print(plan.source(), new IamPolicyUse.Wish(offline, roles, keys));
    }
}
