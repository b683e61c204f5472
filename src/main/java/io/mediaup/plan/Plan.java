package io.mediaup.plan;

import java.util.List;
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
 * @param retire how an old host goes
 * @param ssh how hosts are reached by SSH
 * @param migration how open sessions are moved, where they are
 * @param reconnect how clients are told that they must reconnect, where that is wanted
 * @param model the session model for previews
 * @param cost the price of a host, if the plan says
 * @param schedule when changes may start
 * @param state where runs are kept
 * @param hooks who is told what happens
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
        RetireSpec retire,
        SshSpec ssh,
        Optional<MigrationSpec> migration,
        Optional<ReconnectSpec> reconnect,
        SessionModel model,
        Optional<CostSpec> cost,
        Schedule schedule,
        StateSpec state,
        List<HookSpec> hooks) {

    /** Copies the hooks. */
    public Plan {
        hooks = List.copyOf(hooks);
    }

    /** Every HTTP request that the plan says how to make. */
    public Stream<HttpCheck> requests() {
        return checks().filter(HttpCheck.class::isInstance).map(HttpCheck.class::cast);
    }

    /** Whether commands are run on hosts. */
    public boolean runsCommands() {
        return retire.before().isPresent() || checks().anyMatch(SshCheck.class::isInstance);
    }

    /** Whether hosts must be reached by SSH. */
    public boolean needsSsh() {
        return runsCommands() || requests().anyMatch(HttpCheck::viaSsh);
    }

    /** Everything that the plan asks of a host or tells it. */
    public Stream<Check> checks() {
        return Stream.<Stream<Check>>of(
                        probes.health().stream(),
                        probes.version().stream(),
                        probes.sessions().stream().map(SessionCounter::source),
                        rollout.proof().gates().stream().map(GateSpec::request),
                        drain.command().stream()
                                .flatMap(command -> Stream.of(command.enter(), command.leave(), command.readBack())),
                        migration.stream().map(MigrationSpec::request),
                        reconnect.stream().map(ReconnectSpec::notice),
                        migration.stream()
                                .flatMap(spec -> spec.sessions().stream())
                                .map(MigrationSpec.SessionList::source))
                .flatMap(checks -> checks);
    }
}
