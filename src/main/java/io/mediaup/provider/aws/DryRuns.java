package io.mediaup.provider.aws;

import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.AwsSpec;
import io.mediaup.provider.Finding;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * Asks EC2 whether it would launch, mark and terminate, without having it done (EC2 API reference, "DryRun"). The requests
 * are those of a run, so policies that look at tags see what they will see then. ELBv2 has no such thing. Thread-safe.
 */
final class DryRuns {

    private static final String CHECK = "permissions";

    /** What no run is called. */
    private static final String RUN = "doctor";

    /** Ids of one call. */
    private static final int MOST = 1000;

    private final AwsClients clients;
    private final AwsCalls calls;
    private final Placements placements;
    private final LaunchForm form;

    DryRuns(AwsSpec spec, AwsClients clients, AwsCalls calls) {
        this.clients = clients;
        this.calls = calls;
        this.placements = new Placements(spec.placement());
        this.form = new LaunchForm(new Tagging(spec));
    }

    List<Finding> findings(LaunchDefinition target, List<Instance> outdated) throws ProviderException {
        List<Finding> findings = new ArrayList<>(launches(target));
        if (!outdated.isEmpty()) {
            findings.add(marks(outdated));
            findings.add(ends(outdated));
        }
        findings.add(Finding.skipped(
                CHECK,
                ApiAction.REGISTER_TARGETS.id() + " and " + ApiAction.DEREGISTER_TARGETS.id()
                        + " know no dry run: 'mediaup iam-policy' prints what to allow."));
        return findings;
    }

    private List<Finding> launches(LaunchDefinition target) throws ProviderException {
        List<Finding> findings = new ArrayList<>();
        List<String> fine = new ArrayList<>();
        List<String> zones = target.values().keySet().stream()
                .filter(name -> name.startsWith(Definitions.SUBNETS))
                .map(name -> name.substring(Definitions.SUBNETS.length()))
                .sorted()
                .toList();
        for (String zone : zones) {
            Optional<Finding> wrong = launch(target, zone);
            wrong.ifPresentOrElse(findings::add, () -> fine.add(zone));
        }
        if (!fine.isEmpty()) {
            findings.add(Finding.ok(
                            CHECK,
                            ApiAction.RUN_INSTANCES.id() + " would be carried out in " + String.join(", ", fine)
                                    + " (a dry run: capacity shows only at a launch).")
                    .about(fine));
        }
        return findings;
    }

    private Optional<Finding> launch(LaunchDefinition target, String zone) throws ProviderException {
        Slot slot = new Slot(zone, 1);
        LaunchRequest request = new LaunchRequest(RUN + "/" + slot, slot, RUN, Marks.of(RUN, slot, 1, RUN), target);
        RunInstancesRequest launch =
                form.fill(request, target, placements.candidates(target, slot).get(0));
        return rehearsed(
                        ApiAction.RUN_INSTANCES,
                        () -> clients.ec2()
                                .runInstances(launch.toBuilder()
                                        .clientToken(null)
                                        .dryRun(true)
                                        .build()))
                .map(failure -> Finding.of(CHECK, failure).about(List.of(zone)));
    }

    private Finding marks(List<Instance> outdated) {
        List<String> ids = ids(outdated);
        return rehearsed(
                        ApiAction.CREATE_TAGS,
                        () -> clients.ec2()
                                .createTags(request -> request.dryRun(true)
                                        .resources(ids)
                                        .tags(Tagging.tags(Map.of(Tagging.PREFIX + "run", RUN)))))
                .map(failure -> Finding.of(CHECK, failure))
                .orElseGet(() -> Finding.ok(CHECK, ApiAction.CREATE_TAGS.id() + " would mark the outdated hosts."));
    }

    /** A policy that allows it for marked hosts only does not allow it yet where no run has marked any. */
    private Finding ends(List<Instance> outdated) {
        List<Instance> marked = outdated.stream()
                .filter(instance ->
                        Tagging.marks(Tagging.byName(instance.tags())).run().isPresent())
                .toList();
        List<String> ids = ids(marked.isEmpty() ? outdated : marked);
        Optional<ProviderException> failure = rehearsed(
                ApiAction.TERMINATE_INSTANCES,
                () -> clients.ec2()
                        .terminateInstances(request -> request.dryRun(true).instanceIds(ids)));
        String action = ApiAction.TERMINATE_INSTANCES.id();
        if (failure.isEmpty() || AwsCalls.code(failure.get()).equals(Protection.CODE)) {
            return Finding.ok(CHECK, action + " would be allowed.");
        }
        boolean early = marked.isEmpty() && failure.get().kind() == Kind.FORBIDDEN;
        return early
                ? Finding.skipped(
                        CHECK,
                        action + " is not allowed for hosts that no run has marked, as 'mediaup iam-policy' would have"
                                + " it; whether it is for marked ones cannot be asked before there are any.")
                : Finding.of(CHECK, failure.get());
    }

    /** What stands in the way. */
    private Optional<ProviderException> rehearsed(ApiAction action, java.util.function.Supplier<?> call) {
        try {
            calls.rehearse(action, call);
            return Optional.empty();
        } catch (ProviderException e) {
            return Optional.of(e);
        }
    }

    private static List<String> ids(List<Instance> instances) {
        return instances.stream().map(Instance::instanceId).limit(MOST).toList();
    }
}
