package io.mediaup.console;

import io.mediaup.console.RunEvent.Level;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Fact.ActionStarted;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.Request;
import io.mediaup.rollout.RolloutState;
import io.mediaup.rollout.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns facts into events. Keeps what an outcome needs of its intent; not thread-safe. */
public final class RunEvents {

    private final Map<ActionKey, ActionStarted> started = new HashMap<>();

    /** The event that {@code fact} is shown as; {@code state} contains it already. */
    public Optional<RunEvent> of(Fact fact, RolloutState state) {
        if (fact instanceof ActionStarted f) {
            started.put(f.key(), f);
            return begun(f, state);
        }
        if (fact instanceof Fact.ActionSucceeded f) {
            return Optional.ofNullable(started.remove(f.key())).map(intent -> succeeded(f, intent));
        }
        return Optional.ofNullable(actionTrouble(fact)
                .orElseGet(() -> hostVerdict(fact, state)
                        .or(() -> sideEvent(fact, state))
                        .orElseGet(() -> runEvent(fact).orElse(null))));
    }

    private Optional<RunEvent> begun(ActionStarted fact, RolloutState state) {
        if (fact.action() instanceof Action.Cordon cordon) {
            String slot = slot(state, cordon.host());
            return normal(fact.at(), "host-cordoned", cordon.host().value(), slot + fact.reason());
        }
        return detail(
                fact.at(), fact.action().verb() + "-started", fact.action().subject(), fact.reason());
    }

    private RunEvent succeeded(Fact.ActionSucceeded fact, ActionStarted intent) {
        Action action = intent.action();
        if (action instanceof Action.Launch launch) {
            String text = launch.slot() + ": " + launch.version() + ", " + intent.reason();
            return new RunEvent(fact.at(), "host-launched", fact.host(), text, Level.NORMAL);
        }
        if (action instanceof Action.Retire retire) {
            return retired(fact, retire, intent.reason());
        }
        if (action instanceof Action.EnterDrain) {
            return new RunEvent(fact.at(), "host-told-to-drain", fact.host(), intent.reason(), Level.NORMAL);
        }
        if (action instanceof Action.Migrate migrate) {
            long asked = fact.sessions().getOrDefault(Fact.ASKED, 0L);
            return new RunEvent(
                    fact.at(),
                    "sessions-asked",
                    fact.host(),
                    Texts.count(asked, "session") + " asked to move to " + migrate.to(),
                    Level.DETAIL);
        }
        if (action instanceof Action.NotifyReconnect) {
            return new RunEvent(fact.at(), "clients-told", fact.host(), intent.reason(), Level.NORMAL);
        }
        if (action instanceof Action.Uncordon) {
            return new RunEvent(fact.at(), "host-returned", fact.host(), intent.reason(), Level.NORMAL);
        }
        if (action instanceof Action.Shelve) {
            return new RunEvent(fact.at(), "host-shelved", fact.host(), intent.reason(), Level.NORMAL);
        }
        if (action instanceof Action.Discard) {
            return new RunEvent(fact.at(), "host-discarded", fact.host(), intent.reason(), Level.NORMAL);
        }
        return new RunEvent(fact.at(), action.verb() + "-done", action.subject(), intent.reason(), Level.DETAIL);
    }

    private static RunEvent retired(Fact.ActionSucceeded fact, Action.Retire retire, String reason) {
        long open = fact.sessions().values().stream().mapToLong(Long::longValue).sum();
        boolean unknown = !fact.sessions().keySet().containsAll(retire.mayCut());
        if (open == 0 && !unknown) {
            return new RunEvent(fact.at(), "host-retired", fact.host(), reason, Level.NORMAL);
        }
        String cut = fact.sessions().entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String text = reason + "; open when it went: " + (unknown ? "unknown" : cut);
        return new RunEvent(fact.at(), "host-retired", fact.host(), text, Level.WARNING);
    }

    private static Optional<RunEvent> actionTrouble(Fact fact) {
        if (fact instanceof Fact.ActionDeferred f) {
            return warning(
                    f.at(),
                    "action-deferred",
                    f.key().subject(),
                    f.key().verb() + ": " + f.reason() + "; trying again");
        }
        if (fact instanceof Fact.ActionFailed f) {
            return warning(f.at(), "action-failed", f.key().subject(), f.key().verb() + ": " + f.reason());
        }
        if (fact instanceof Fact.RetirementRevoked f) {
            return warning(f.at(), "retirement-revoked", f.host().value(), f.reason());
        }
        return Optional.empty();
    }

    private static Optional<RunEvent> hostVerdict(Fact fact, RolloutState state) {
        if (fact instanceof Fact.HostEnteredRotation f) {
            String took = state.host(f.host())
                    .flatMap(HostRecord::arrivingSince)
                    .map(since -> "healthy " + Texts.duration(Duration.between(since, f.at())) + " after its launch")
                    .orElse("healthy");
            return normal(f.at(), "host-in-rotation", f.host().value(), slot(state, f.host()) + took);
        }
        if (fact instanceof Fact.HostLeftRotation f) {
            return detail(f.at(), "host-left-rotation", f.host().value(), "settling");
        }
        if (fact instanceof Fact.HostDrained f) {
            return detail(f.at(), "host-drained", f.host().value(), f.evidence());
        }
        if (fact instanceof Fact.HostRefilled f) {
            return warning(f.at(), "host-refilled", f.host().value(), f.evidence());
        }
        if (fact instanceof Fact.HostOverdue f) {
            return warning(f.at(), "host-overdue", f.host().value(), f.reason() + "; it goes on waiting (then: wait)");
        }
        if (fact instanceof Fact.SessionsMoved f) {
            return moved(f);
        }
        if (fact instanceof Fact.HostFailed f) {
            return warning(f.at(), "host-failed", f.host().value(), slot(state, f.host()) + f.reason());
        }
        if (fact instanceof Fact.HostKeyPinned f) {
            return detail(f.at(), "host-key-pinned", f.host().value(), "its first host key is believed from now on");
        }
        if (fact instanceof Fact.HostLost f) {
            String open = f.sessions().entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey())
                    .collect(Collectors.joining(", "));
            return warning(
                    f.at(),
                    "host-lost",
                    f.host().value(),
                    slot(state, f.host()) + f.reason() + (open.isEmpty() ? "" : "; last seen with " + open));
        }
        return Optional.empty();
    }

    private static Optional<RunEvent> sideEvent(Fact fact, RolloutState state) {
        if (fact instanceof Fact.HostCameUp f) {
            return detail(f.at(), "host-up", f.host().value(), slot(state, f.host()) + "up, and waits for its side");
        }
        if (fact instanceof Fact.HostWentDown f) {
            return warning(
                    f.at(), "host-down", f.host().value(), slot(state, f.host()) + "was up, and is not any more");
        }
        return fact instanceof Fact.TrafficSwitched f
                ? normal(f.at(), "traffic-switched", "batch " + f.batch(), f.evidence() + ": traffic moves to them")
                : Optional.empty();
    }

    private static Optional<RunEvent> moved(Fact.SessionsMoved fact) {
        String text = fact.left() + " of " + Texts.count(fact.asked(), "session") + " left for " + fact.to()
                + ", which has " + fact.arrived() + " more";
        return fact.seen() && fact.left() > 0
                ? normal(fact.at(), "sessions-moved", fact.host().value(), text)
                : warning(fact.at(), "sessions-not-moved", fact.host().value(), text);
    }

    private static Optional<RunEvent> runEvent(Fact fact) {
        if (fact instanceof Fact.BatchOpened f) {
            String slots = f.slots().stream().map(Slot::toString).collect(Collectors.joining(", "));
            return normal(f.at(), "batch-opened", "batch " + f.number(), slots + " (" + f.reason() + ")");
        }
        if (fact instanceof Fact.RollbackBegan f) {
            return Optional.of(new RunEvent(
                    f.at(), "run-rolling-back", "run", f.reason() + " (on-failure: rollback)", Level.ERROR));
        }
        if (fact instanceof Fact.GateJudged f) {
            return Optional.of(judged(f));
        }
        if (fact instanceof Fact.BakeBegan f) {
            return detail(f.at(), "bake-begun", "batch " + f.batch(), "its new hosts are in rotation");
        }
        if (fact instanceof Fact.BatchProven f) {
            return normal(f.at(), "batch-proven", "batch " + f.batch(), f.evidence());
        }
        if (fact instanceof Fact.RequestReceived f) {
            return Optional.of(request(f.at(), f.request()));
        }
        if (fact instanceof Fact.LineStopped f) {
            String what = f.pause() ? "paused by a failure: " : "stopped: ";
            return Optional.of(new RunEvent(f.at(), "line-stopped", "run", what + f.reason(), Level.ERROR));
        }
        if (fact instanceof Fact.ClockJumped f) {
            String what = "the clock was put " + (f.by().isNegative() ? "back" : "forward") + " by "
                    + Texts.duration(f.by().abs()) + "; every deadline moves with it, and every host is read again";
            return Optional.of(new RunEvent(f.at(), "clock-jumped", "run", what, Level.WARNING));
        }
        if (fact instanceof Fact.RunStarted f) {
            return detail(f.at(), "run-started", "run", f.run());
        }
        if (fact instanceof Fact.RunnerJoined f) {
            return detail(f.at(), "runner-joined", "run", f.owner());
        }
        if (fact instanceof Fact.RunnerLeft f) {
            return detail(f.at(), "runner-left", "run", f.reason());
        }
        if (fact instanceof Fact.RunEnded f) {
            return detail(f.at(), "run-ended", "run", f.reason());
        }
        return surroundings(fact);
    }

    private static Optional<RunEvent> surroundings(Fact fact) {
        if (fact instanceof Fact.WindowOpened f) {
            return normal(f.at(), "window-opened", "run", "changes may start until " + f.closes());
        }
        if (fact instanceof Fact.WindowClosed f) {
            return normal(
                    f.at(),
                    "window-closed",
                    "run",
                    "nothing new is started until " + f.opens() + ", in "
                            + Texts.duration(Duration.between(f.at(), f.opens())));
        }
        if (fact instanceof Fact.WindowsIgnored f) {
            return normal(f.at(), "windows-ignored", "run", "changes may start at any time, by " + f.by());
        }
        if (fact instanceof Fact.HookCalled f) {
            return f.failure().isEmpty()
                    ? detail(f.at(), "hook-called", f.hook(), f.notice())
                    : warning(f.at(), "hook-failed", f.hook(), f.notice() + ": " + f.failure());
        }
        return Optional.empty();
    }

    private static RunEvent judged(Fact.GateJudged fact) {
        Level level = switch (fact.verdict()) {
            case PASS -> Level.DETAIL;
            case FAIL -> Level.ERROR;
            case INCONCLUSIVE, ERROR -> Level.WARNING;
        };
        return new RunEvent(
                fact.at(), "gate-judged", fact.gate(), fact.verdict().word() + ": " + fact.evidence(), level);
    }

    private static RunEvent request(Instant at, Request request) {
        String more = request.kind() == Request.Kind.EXTEND ? Texts.duration(request.more()) + " more, " : "";
        String waits = request.kind() == Request.Kind.PAUSE ? "nothing new until 'mediaup resume'; " : "";
        String text = waits + more + "by " + request.by() + (request.reason().isEmpty() ? "" : ": " + request.reason());
        String type = switch (request.kind()) {
            case PAUSE -> "run-paused";
            case RESUME -> "run-resumed";
            case ABORT -> "run-aborting";
            case ROLLBACK -> "run-rolling-back";
            case APPROVE -> "run-approved";
            case DRAIN, UNDRAIN, HOLD, RELEASE, EXTEND -> request.kind().name().toLowerCase(Locale.ROOT) + "-asked";
        };
        return new RunEvent(at, type, request.host().isEmpty() ? "run" : request.host(), text, Level.NORMAL);
    }

    private static String slot(RolloutState state, HostId host) {
        return state.host(host)
                .flatMap(HostRecord::slot)
                .map(slot -> slot + ": ")
                .orElse("");
    }

    private static Optional<RunEvent> normal(Instant at, String type, String subject, String text) {
        return Optional.of(new RunEvent(at, type, subject, text, Level.NORMAL));
    }

    private static Optional<RunEvent> detail(Instant at, String type, String subject, String text) {
        return Optional.of(new RunEvent(at, type, subject, text, Level.DETAIL));
    }

    private static Optional<RunEvent> warning(Instant at, String type, String subject, String text) {
        return Optional.of(new RunEvent(at, type, subject, text, Level.WARNING));
    }
}
