package io.mediaup.provider.aws;

import io.mediaup.fleet.Traffic;
import io.mediaup.plan.AwsSpec.Group;
import io.mediaup.plan.WeightsSpec;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/**
 * The weights of a listener or a rule. ModifyListener and ModifyRule replace the whole list of actions and check no
 * revision (ELBv2 API reference), so what is there is read right before, and goes back in as it is but for the weights.
 * Thread-safe.
 */
final class Weights {

    private final WeightsSpec spec;
    private final AwsClients clients;
    private final AwsCalls calls;

    Weights(WeightsSpec spec, AwsClients clients, AwsCalls calls) {
        this.spec = spec;
        this.clients = clients;
        this.calls = calls;
    }

    /** The weights as they are, by the names of the groups. */
    Traffic read() throws ProviderException {
        return traffic(forward(actions()));
    }

    /** As {@link io.mediaup.provider.FleetProvider#shift} says. */
    synchronized void shift(Traffic expected, Traffic wanted) throws ProviderException {
        List<Action> actions = actions();
        Traffic found = traffic(forward(actions));
        if (found.equals(wanted)) {
            return;
        }
        if (!found.equals(expected)) {
            throw new ProviderException(
                    Kind.REFUSED,
                    "Expected the weights " + expected + " at " + spec.at() + ", as they were last, but found " + found
                            + ": somebody else has changed them. Nothing was changed. Set them to " + expected
                            + ", or go on from the new ones with a new run.");
        }
        modify(actions.stream()
                .map(action -> action.type() == ActionTypeEnum.FORWARD ? weighted(action, wanted) : sendable(action))
                .toList());
        Traffic after = read();
        if (!after.equals(wanted)) {
            throw new ProviderException(
                    Kind.UNCERTAIN,
                    "Expected the weights " + wanted + " at " + spec.at() + " after they were set, but found " + after
                            + ".");
        }
    }

    /** What somebody should know before a run, and, in {@code refusals}, why none may begin. */
    List<String> brief(List<String> refusals) throws ProviderException {
        Action forward = forward(actions());
        Traffic found = traffic(forward);
        List<String> missing = Stream.of(spec.blue(), spec.green())
                .filter(group -> !found.weights().containsKey(group))
                .toList();
        List<String> others = found.weights().entrySet().stream()
                .filter(group -> group.getValue() > 0)
                .map(Map.Entry::getKey)
                .filter(group -> !group.equals(spec.blue()) && !group.equals(spec.green()))
                .toList();
        if (!missing.isEmpty()) {
            refusals.add("Expected " + spec.at() + " to forward to " + spec.blue() + " and " + spec.green()
                    + ", but found " + found + ": hosts in " + missing.get(0)
                    + " would never be checked for health. Add "
                    + missing.get(0) + " to it with weight 0.");
        } else if (found.total() == 0 || !others.isEmpty()) {
            refusals.add("Expected the traffic of " + spec.at() + " to go to " + spec.blue() + " and " + spec.green()
                    + " alone, but found " + found + ". Change the weights.");
        }
        List<String> sentences = new ArrayList<>();
        sentences.add("weights at " + spec.at() + ": " + found);
        stickiness(forward)
                .ifPresent(
                        seconds -> sentences.add("its forwarding is sticky: clients go on reaching the old side for up"
                                + " to " + seconds + " s after a step"));
        return sentences;
    }

    private static Optional<Integer> stickiness(Action forward) {
        return Optional.ofNullable(forward.forwardConfig())
                .flatMap(config -> Optional.ofNullable(config.targetGroupStickinessConfig()))
                .filter(sticky -> Boolean.TRUE.equals(sticky.enabled()))
                .map(TargetGroupStickinessConfig::durationSeconds);
    }

    private List<Action> actions() throws ProviderException {
        List<Action> actions = spec.rule()
                ? calls
                        .make(
                                ApiAction.DESCRIBE_RULES,
                                () -> clients.elb().describeRules(request -> request.ruleArns(spec.at())))
                        .rules()
                        .stream()
                        .flatMap(rule -> rule.actions().stream())
                        .toList()
                : calls
                        .make(
                                ApiAction.DESCRIBE_LISTENERS,
                                () -> clients.elb().describeListeners(request -> request.listenerArns(spec.at())))
                        .listeners()
                        .stream()
                        .flatMap(listener -> listener.defaultActions().stream())
                        .toList();
        if (actions.stream().noneMatch(action -> action.type() == ActionTypeEnum.FORWARD)) {
            throw new ProviderException(
                    Kind.REFUSED,
                    "Expected " + spec.at() + " to forward to target groups, but found that it does not. Name another"
                            + " under load-balancer.weights.");
        }
        return actions;
    }

    private void modify(List<Action> actions) throws ProviderException {
        if (spec.rule()) {
            calls.make(
                    ApiAction.MODIFY_RULE,
                    () -> clients.elb()
                            .modifyRule(request -> request.ruleArn(spec.at()).actions(actions)));
        } else {
            calls.make(
                    ApiAction.MODIFY_LISTENER,
                    () -> clients.elb()
                            .modifyListener(
                                    request -> request.listenerArn(spec.at()).defaultActions(actions)));
        }
    }

    /** There is one at most, and it is the last. */
    private static Action forward(List<Action> actions) {
        return actions.stream()
                .filter(action -> action.type() == ActionTypeEnum.FORWARD)
                .findFirst()
                .orElseThrow();
    }

    private static Traffic traffic(Action forward) {
        Map<String, Integer> weights = new HashMap<>();
        groups(forward).forEach(group -> weights.put(name(group), group.weight() == null ? 1 : group.weight()));
        return new Traffic(weights);
    }

    /** An action with one group may name it in the short form only. */
    private static List<TargetGroupTuple> groups(Action forward) {
        boolean listed = forward.forwardConfig() != null
                && !forward.forwardConfig().targetGroups().isEmpty();
        return listed
                ? forward.forwardConfig().targetGroups()
                : List.of(TargetGroupTuple.builder()
                        .targetGroupArn(forward.targetGroupArn())
                        .weight(1)
                        .build());
    }

    private static String name(TargetGroupTuple group) {
        return new Group(String.valueOf(group.targetGroupArn()), 0).name();
    }

    /** Every group and the stickiness as they are; the short form, which can name only one group, is left away. */
    private static Action weighted(Action forward, Traffic wanted) {
        List<TargetGroupTuple> groups = groups(forward).stream()
                .map(group ->
                        group.toBuilder().weight(wanted.weight(name(group))).build())
                .toList();
        return forward.toBuilder()
                .targetGroupArn(null)
                .forwardConfig(config -> Optional.ofNullable(forward.forwardConfig())
                        .map(before -> config.targetGroupStickinessConfig(before.targetGroupStickinessConfig()))
                        .orElse(config)
                        .targetGroups(groups))
                .build();
    }

    /** A client secret is never told, so whoever sends the action back has to say that the one that is there stays. */
    private static Action sendable(Action action) {
        return action.authenticateOidcConfig() == null
                ? action
                : action.toBuilder()
                        .authenticateOidcConfig(action.authenticateOidcConfig().toBuilder()
                                .useExistingClientSecret(true)
                                .build())
                        .build();
    }
}
