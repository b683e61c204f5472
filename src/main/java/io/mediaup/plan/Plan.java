package io.mediaup.plan;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A validated plan with every default filled in. Immutable.
 *
 * @param name the plan's name; also the name of its state directory
 * @param digest SHA-256 of the effective plan (after {@code --set} and {@code --var}), hex; changes with any meaning
 * @param fleet which hosts
 * @param target what they shall run
 * @param loadBalancer how traffic is moved
 * @param technique the preset that the defaults came from
 * @param rollout how hosts change
 * @param sessions what becomes of open sessions
 * @param probes how hosts are looked at
 * @param drain how hosts are told to drain and when they have
 * @param model the session model for previews
 * @param cost the price of a host, if the plan says
 * @param schedule when changes may start
 * @param state where runs are kept
 */
public record Plan(
        String name,
        String digest,
        FleetSpec fleet,
        TargetSpec target,
        LoadBalancerSpec loadBalancer,
        Technique technique,
        RolloutSpec rollout,
        SessionPolicy sessions,
        ProbesSpec probes,
        DrainSpec drain,
        SessionModel model,
        Optional<CostSpec> cost,
        Schedule schedule,
        StateSpec state) {

    /** Every request that the plan says how to make. */
    public Stream<HttpCheck> requests() {
        return Stream.of(
                        probes.health().stream(),
                        probes.version().stream(),
                        probes.sessions().stream().map(SessionCounter::source),
                        rollout.proof().gates().stream().map(GateSpec::request),
                        drain.command().stream()
                                .flatMap(command -> Stream.of(command.enter(), command.leave(), command.readBack())))
                .flatMap(requests -> requests);
    }
}
