package io.mediaup.engine;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Texts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Performs actions: the only place where mediaup changes the world. Every effect is idempotent or carries its key, so
 * performing an action a second time with the same key changes nothing more. Blocks; thread-safe.
 */
final class ActionRunner {

    private final Plan plan;
    private final FleetProvider provider;
    private final ServerPort servers;

    /** What was open when a retirement was tried: once the host is gone, nobody can count what went with it. */
    private final Map<ActionKey, Map<String, Long>> counted = new ConcurrentHashMap<>();

    ActionRunner(Plan plan, FleetProvider provider, ServerPort servers) {
        this.plan = plan;
        this.provider = provider;
        this.servers = servers;
    }

    /**
     * Performs {@code action}.
     *
     * @param again whether it may have happened already: then it is looked up by its key first
     * @param host the host as it was listed last, for actions that talk to its server
     */
    ActionResult perform(ActionKey key, Action action, boolean again, Optional<Host> host)
            throws ProviderException, ServerException {
        if (action instanceof Action.Launch launch) {
            return launch(request(key, launch), again);
        }
        if (action instanceof Action.MarkFleet mark) {
            provider.mark(mark.marks());
            return ActionResult.done("");
        }
        Action.OnHost onHost = (Action.OnHost) action;
        if (onHost instanceof Action.Retire retire) {
            return retire(key, retire, again, host);
        }
        onHost(key.run(), onHost, host);
        return ActionResult.done(onHost.host().value());
    }

    static LaunchRequest request(ActionKey key, Action.Launch launch) {
        return new LaunchRequest(key.toString(), launch.slot(), launch.version(), launch.marks(), launch.definition());
    }

    private ActionResult launch(LaunchRequest request, boolean again) throws ProviderException {
        Optional<HostId> found = again ? provider.findLaunched(request.key()).map(Host::id) : Optional.empty();
        HostId id = found.isPresent() ? found.get() : provider.launch(request);
        return ActionResult.done(id.value());
    }

    private void onHost(String run, Action.OnHost action, Optional<Host> host)
            throws ProviderException, ServerException {
        if (action instanceof Action.Register) {
            provider.register(action.host());
        } else if (action instanceof Action.Deregister) {
            provider.deregister(action.host());
        } else if (action instanceof Action.Cordon cordon) {
            provider.mark(Map.of(cordon.host(), cordon.marks()));
        } else if (action instanceof Action.Uncordon uncordon) {
            provider.mark(Map.of(uncordon.host(), uncordon.marks()));
        } else if (action instanceof Action.EnterDrain) {
            servers.enterDrain(listed(action, host));
        } else if (action instanceof Action.LeaveDrain) {
            servers.leaveDrain(listed(action, host));
        } else {
            // A failed host may have been registered; new sessions must not find it while it goes.
            provider.deregister(action.host());
            provider.terminate(action.host(), run);
        }
    }

    private static Host listed(Action.OnHost action, Optional<Host> host) throws ServerException {
        return host.orElseThrow(
                () -> new ServerException("Expected " + action.host() + " to be listed, but found it missing.", false));
    }

    /** Looks once more, right before: only a reading of now may end a host that carried sessions. */
    private ActionResult retire(ActionKey key, Action.Retire retire, boolean again, Optional<Host> host)
            throws ProviderException {
        Map<String, Long> open = new LinkedHashMap<>(counted.getOrDefault(key, Map.of()));
        if (host.isPresent() && host.get().state().alive()) {
            Inspection last = servers.inspect(host.get());
            last.sessions().forEach((name, reading) -> reading.value().ifPresent(count -> open.put(name, count)));
            Optional<String> objection = objection(retire, last);
            if (objection.isPresent() && again && !answers(last)) {
                // It may be silent because it is gone already: until a listing says so, nobody knows.
                throw new ProviderException(
                        ProviderException.Kind.UNCERTAIN, "it may have been retired already; " + objection.get());
            }
            if (objection.isPresent()) {
                return new ActionResult(retire.host().value(), open, objection);
            }
        }
        counted.put(key, Map.copyOf(open));
        provider.terminate(retire.host(), key.run());
        counted.remove(key);
        return new ActionResult(retire.host().value(), open, Optional.empty());
    }

    private static boolean answers(Inspection inspection) {
        return inspection.sessions().values().stream()
                .anyMatch(reading -> reading.value().isPresent());
    }

    private Optional<String> objection(Action.Retire retire, Inspection last) {
        for (SessionCounter counter : plan.probes().sessions()) {
            if (retire.mayCut().contains(counter.name())) {
                continue;
            }
            Reading<Long> reading = last.sessions().get(counter.name());
            if (reading == null || reading.value().isEmpty()) {
                String why = reading == null ? "not read" : Texts.whyNot(reading, "not read");
                return Optional.of("the last look before retiring it found " + counter.name() + " unknown: " + why);
            }
            if (reading.value().get() > counter.threshold()) {
                return Optional.of("the last look before retiring it found "
                        + reading.value().get() + " " + counter.name() + ", above the threshold of "
                        + counter.threshold());
            }
        }
        return Optional.empty();
    }
}
