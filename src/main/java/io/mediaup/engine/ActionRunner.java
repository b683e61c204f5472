package io.mediaup.engine;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Reading;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionCounter;
import io.mediaup.probe.Inspection;
import io.mediaup.probe.MoveRequest;
import io.mediaup.probe.ServerException;
import io.mediaup.probe.ServerPort;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.LaunchRequest;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Texts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** The retirements before which nothing is left to be done. */
    private final Set<ActionKey> prepared = ConcurrentHashMap.newKeySet();

    /** What must come first is under way, or has just ended: to be performed again with the same key. */
    static final class UnderWayException extends Exception {
        private static final long serialVersionUID = 1;
    }

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
            throws ProviderException, ServerException, UnderWayException {
        return perform(key, action, again, host, Optional.empty());
    }

    /**
     * Performs {@code action}.
     *
     * @param target the other host that a migration is about, as it was listed last
     */
    ActionResult perform(ActionKey key, Action action, boolean again, Optional<Host> host, Optional<Host> target)
            throws ProviderException, ServerException, UnderWayException {
        if (action instanceof Action.Migrate migrate) {
            MoveRequest move = new MoveRequest(key.toString(), listed(migrate.to(), target), migrate.count());
            long asked = servers.move(listed(migrate.host(), host), move);
            return new ActionResult(migrate.host().value(), Map.of(Fact.ASKED, asked), Optional.empty());
        }
        if (action instanceof Action.NotifyReconnect notice) {
            // Not by its attempt: one that was heard and not answered is the same notice when it is sent again.
            servers.notifyReconnect(
                    about(notice), key.run() + "/" + notice.host() + "/" + notice.verb() + "/" + notice.number());
            return ActionResult.done(notice.host().value());
        }
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

    /** Performs actions of one verb that can be asked for at once. What failed, by key. */
    Map<ActionKey, ProviderException> performJointly(List<Fact.ActionStarted> group) {
        return JointActions.perform(provider, group);
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
            servers.enterDrain(listed(action.host(), host));
        } else if (action instanceof Action.LeaveDrain) {
            servers.leaveDrain(listed(action.host(), host));
        } else if (action instanceof Action.Shelve) {
            provider.deregister(action.host());
            provider.stop(action.host(), run, true);
        } else {
            // A failed host may have been registered; new sessions must not find it while it goes.
            provider.deregister(action.host());
            provider.terminate(action.host(), run);
        }
    }

    private static Host listed(HostId id, Optional<Host> host) throws ServerException {
        return host.orElseThrow(
                () -> new ServerException("Expected " + id + " to be listed, but found it missing.", false));
    }

    /** The host as the notice is about it: no listing may have it any more. */
    private static Host about(Action.NotifyReconnect notice) {
        return new Host(
                notice.host(),
                notice.zone(),
                notice.version(),
                InstanceState.RUNNING,
                Instant.EPOCH,
                notice.address(),
                "",
                Marks.NONE);
    }

    /** Looks once more, right before: only a reading of now may end a host that carried sessions. */
    private ActionResult retire(ActionKey key, Action.Retire retire, boolean again, Optional<Host> host)
            throws ProviderException, ServerException, UnderWayException {
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
            // While it goes on the host is looked at again and again, and once more after it.
            if (plan.retire().before().isPresent() && !prepared.contains(key)) {
                if (servers.beforeRetirement(host.get(), key.toString())) {
                    prepared.add(key);
                }
                throw new UnderWayException();
            }
        }
        counted.put(key, Map.copyOf(open));
        end(retire.host(), key.run());
        counted.remove(key);
        prepared.remove(key);
        return new ActionResult(retire.host().value(), open, Optional.empty());
    }

    private void end(HostId host, String run) throws ProviderException {
        switch (plan.retire().how()) {
            case TERMINATE -> provider.terminate(host, run);
            case STOP -> provider.stop(host, run, false);
            case STANDBY -> provider.stop(host, run, true);
        }
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
