package io.mediaup.rollout;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.Schedule.Period;
import io.mediaup.rollout.Fact.ActionFailed;
import io.mediaup.rollout.Fact.ActionStarted;
import io.mediaup.rollout.Fact.ActionSucceeded;
import io.mediaup.rollout.Fact.RunStarted;
import io.mediaup.rollout.Fact.StartingHost;
import io.mediaup.rollout.HostRecord.End;
import io.mediaup.rollout.RolloutState.FailedAttempts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How each fact changes the state. Nothing else changes it. */
final class FactAppliers {

    private FactAppliers() {}

    static void apply(RolloutState state, Fact fact) {
        if (Stalls.progress(fact)) {
            state.lastProgress = fact.at();
        }
        if (fact instanceof RunStarted f) {
            runStarted(state, f);
        } else if (fact instanceof ActionStarted f) {
            actionStarted(state, f);
        } else if (fact instanceof ActionSucceeded f) {
            actionSucceeded(state, f);
        } else if (fact instanceof ActionFailed f) {
            actionFailed(state, f);
        } else if (fact instanceof Fact.RetirementRevoked f) {
            if (ended(state, f.key()) != null) {
                HostRecord record = record(state, f.host());
                record.drainedAt = null;
                record.revokedAt = f.at();
            }
        } else if (fact instanceof Fact.BatchOpened f) {
            state.batch = f;
            state.batchSlots.addAll(f.slots());
        } else if (fact instanceof Fact.RequestReceived f) {
            requestReceived(state, f);
        } else if (fact instanceof Fact.LineStopped f) {
            state.stop = f;
        } else if (fact instanceof Fact.RollbackBegan f) {
            rollback(state, Request.ofRun(Request.Kind.ROLLBACK, Request.BY_PLAN, f.at(), f.reason()));
        } else if (fact instanceof Fact.ClockJumped f) {
            clockJumped(state, f.by());
        } else if (fact instanceof Fact.WindowOpened f) {
            state.window = new Period(true, f.at(), f.closes());
        } else if (fact instanceof Fact.WindowClosed f) {
            state.window = new Period(false, f.at(), f.opens());
        } else if (fact instanceof Fact.WindowsIgnored f) {
            state.windowsIgnored = f.by();
        } else if (fact instanceof Fact.RunEnded f) {
            state.end = f;
        } else if (!ProofAppliers.apply(state, fact)) {
            hostVerdict(state, fact);
        }
    }

    private static void hostVerdict(RolloutState state, Fact fact) {
        if (fact instanceof Fact.HostCameUp f) {
            record(state, f.host()).upAt = f.at();
        } else if (fact instanceof Fact.HostWentDown f) {
            HostRecord record = record(state, f.host());
            record.upAt = null;
            record.arrivingSince = f.at();
        } else if (fact instanceof Fact.HostEnteredRotation f) {
            HostRecord record = record(state, f.host());
            record.arriving = false;
            ProofAppliers.entered(state, record);
        } else if (fact instanceof Fact.HostLeftRotation f) {
            leftRotation(record(state, f.host()), f);
        } else if (fact instanceof Fact.HostDrained f) {
            record(state, f.host()).drainedAt = f.at();
        } else if (fact instanceof Fact.HostRefilled f) {
            record(state, f.host()).drainedAt = null;
        } else if (fact instanceof Fact.HostOverdue f) {
            record(state, f.host()).overdue = true;
        } else if (fact instanceof Fact.SessionsMoved f) {
            sessionsMoved(state, f);
        } else if (fact instanceof Fact.HostFailed f) {
            HostRecord record = record(state, f.host());
            record.end = End.FAILED;
            ProofAppliers.lost(state, record);
            state.failures += unwanted(state, record) ? 0 : 1;
        } else if (fact instanceof Fact.HostLost f) {
            hostLost(state, f);
        }
        // Joining, leaving and deferring change nothing but the reader's knowledge.
    }

    private static void leftRotation(HostRecord record, Fact.HostLeftRotation fact) {
        record.leftRotationAt = fact.at();
        record.address = fact.address();
        record.zone = fact.zone();
    }

    private static void runStarted(RolloutState state, RunStarted fact) {
        state.start = fact;
        state.slots.addAll(fact.vacant());
        for (StartingHost host : fact.hosts()) {
            Slot slot = host.slot().isEmpty() ? null : Slot.parse(host.slot());
            HostRecord record = new HostRecord(host.host(), host.version(), slot);
            if (slot != null) {
                state.slots.add(slot);
            }
            if (!host.drainingSince().isEmpty()) {
                record.cordonedAt = Instant.parse(host.drainingSince());
                record.adopted = true;
            }
            if (host.arriving()) {
                record.arriving = true;
                record.arrivingSince = fact.at();
            }
            state.hosts.put(host.host(), record);
        }
    }

    private static void actionStarted(RolloutState state, ActionStarted fact) {
        Action action = fact.action();
        state.inFlight.put(action.subject(), fact);
        state.attempts.put(RolloutState.attemptsOf(action), fact.key().attempt());
        if (action instanceof Action.Cordon cordon) {
            // The intent alone makes the host count as leaving: a crash right after it must not free its place.
            record(state, cordon.host()).cordonedAt = fact.at();
        }
    }

    /** Takes the action of {@code key} out of flight; null when it ended before: only the first outcome counts. */
    private static @Nullable ActionStarted ended(RolloutState state, ActionKey key) {
        ActionStarted started = state.inFlight.get(key.subject());
        if (started == null || !started.key().equals(key)) {
            return null;
        }
        return state.inFlight.remove(key.subject());
    }

    private static void clockJumped(RolloutState state, Duration by) {
        state.lastProgress = state.lastProgress.plus(by);
        state.lastNotice = state.lastNotice.equals(Instant.MIN) ? Instant.MIN : state.lastNotice.plus(by);
        ProofAppliers.clockJumped(state, by);
        state.hosts.values().forEach(host -> host.clockJumped(by));
        state.failedAttempts.replaceAll((action, failed) ->
                new FailedAttempts(failed.count(), failed.last().plus(by), failed.reason(), failed.fatal()));
    }

    private static void actionSucceeded(RolloutState state, ActionSucceeded fact) {
        ActionStarted started = ended(state, fact.key());
        if (started == null) {
            return;
        }
        state.failedAttempts.remove(RolloutState.attemptsOf(started.action()));
        if (started.action() instanceof Action.MarkFleet) {
            state.fleetMarked = true;
        } else if (started.action() instanceof Action.Launch launch) {
            HostRecord record = new HostRecord(new HostId(fact.host()), launch.version(), launch.slot());
            record.arriving = true;
            record.arrivingSince = started.at();
            state.hosts.put(record.id(), record);
        } else if (started.action() instanceof Action.Migrate migrate) {
            asked(state, migrate, fact);
        } else if (started.action() instanceof Action.OnHost onHost) {
            succeededOnHost(record(state, onHost.host()), onHost, fact.at());
        }
    }

    private static void asked(RolloutState state, Action.Migrate migrate, ActionSucceeded fact) {
        HostRecord record = record(state, migrate.host());
        long asked = fact.sessions().getOrDefault(Fact.ASKED, 0L);
        state.lastNotice = fact.at();
        state.lastNoticeCount = asked;
        MigrationRound round = record.migration;
        if (asked == 0 && round != null) {
            // Who was asked before may still be counted: that nobody else is listed says nothing against moving them.
            record.migration = round.withAll();
        } else if (asked == 0) {
            // The counter counts what the server does not list: asking for that again and again moves nobody.
            record.fruitlessRounds++;
            record.unlistedAt = fact.at();
        } else if (round != null && round.target().equals(migrate.to())) {
            record.migration = round.plus(asked, fact.at());
        } else {
            record.migration =
                    new MigrationRound(migrate.to(), migrate.open(), migrate.openAtTarget(), asked, fact.at(), false);
        }
    }

    private static void sessionsMoved(RolloutState state, Fact.SessionsMoved fact) {
        HostRecord record = record(state, fact.host());
        record.migration = null;
        record.fruitlessRounds = fact.left() > 0 && fact.seen() ? 0 : record.fruitlessRounds + 1;
        state.failures += fact.seen() ? 0 : 1;
    }

    private static void succeededOnHost(HostRecord record, Action.OnHost action, Instant at) {
        if (action instanceof Action.Register) {
            record.registeredAt = at;
            record.deregistered = false;
        } else if (action instanceof Action.Deregister) {
            // Again, when somebody put it back: then it must be seen to leave, settle and drain once more.
            record.deregistered = true;
            record.deregisteredAt = at;
            record.leftRotationAt = null;
            record.drainedAt = null;
        } else if (action instanceof Action.EnterDrain) {
            record.drainEnteredAt = at;
            record.drainLeftAt = null;
        } else if (action instanceof Action.LeaveDrain) {
            record.drainEnteredAt = null;
            record.drainLeftAt = at;
            record.drainedAt = null;
        } else if (action instanceof Action.Uncordon) {
            record.uncordon();
        } else if (action instanceof Action.NotifyReconnect) {
            record.told = true;
            record.notices++;
        } else if (action instanceof Action.Retire) {
            record.end = End.RETIRED;
        } else if (action instanceof Action.Discard || action instanceof Action.Shelve) {
            record.end = End.DISCARDED;
        }
    }

    private static void actionFailed(RolloutState state, ActionFailed fact) {
        ActionStarted started = ended(state, fact.key());
        if (started == null) {
            return;
        }
        String attempts = RolloutState.attemptsOf(started.action());
        FailedAttempts before = state.failedAttempts.get(attempts);
        int count = before == null ? 1 : before.count() + 1;
        state.failedAttempts.put(attempts, new FailedAttempts(count, fact.at(), fact.reason(), fact.fatal()));
        if (started.action() instanceof Action.Launch launch) {
            boolean rejected = state.rollback != null
                    && launch.version().equals(state.start().targetVersion());
            state.failures += rejected ? 0 : 1;
            launch.definition().standby().ifPresent(state.spoiled::add);
        } else if (started.action() instanceof Action.Cordon cordon) {
            HostRecord record = record(state, cordon.host());
            record.cordonedAt = null;
            // Of several tries any one may have had its effect, whatever the last one came to.
            record.maybeMarked = true;
        }
    }

    private static void hostLost(RolloutState state, Fact.HostLost fact) {
        HostRecord record = record(state, fact.host());
        record.end = End.LOST;
        ProofAppliers.lost(state, record);
        state.inFlight.remove(fact.host().value());
        if (record.version().equals(state.start().targetVersion()) && !unwanted(state, record)) {
            // A host of the new version that dies speaks against the new version, as one that never gets healthy does.
            state.failures++;
        }
    }

    /** On the way back, a host of the target's version proves nothing by failing. */
    private static boolean unwanted(RolloutState state, HostRecord record) {
        return state.rollback != null && record.version().equals(state.start().targetVersion());
    }

    private static void rollback(RolloutState state, Request request) {
        state.rollback = request;
        state.abort = null;
        resumed(state);
    }

    private static void requestReceived(RolloutState state, Fact.RequestReceived fact) {
        Request request = fact.request();
        switch (request.kind()) {
            case PAUSE -> state.pause = request;
            case ABORT -> {
                state.abort = request;
                state.pause = null;
                state.stop = null;
            }
            case ROLLBACK -> rollback(state, request);
            case APPROVE -> state.approval = fact;
            case RESUME -> resumed(state);
            case DRAIN, UNDRAIN, HOLD, RELEASE, EXTEND -> {
                HostRecord record = state.hosts.get(new HostId(request.host()));
                if (record != null) {
                    hostRequest(record, request);
                }
            }
        }
    }

    private static void resumed(RolloutState state) {
        state.pause = null;
        state.stop = null;
        state.failures = 0;
        state.failedAttempts.clear();
        state.gates.clear();
    }

    private static void hostRequest(HostRecord record, Request request) {
        switch (request.kind()) {
            case DRAIN -> {
                record.drainAsked = true;
                record.returnAsked = false;
                record.held = false;
            }
            case UNDRAIN -> {
                record.drainAsked = false;
                record.returnAsked = true;
                // Outdated as it may be, nobody takes it out again at once.
                record.held = true;
            }
            case HOLD -> record.held = true;
            case RELEASE -> {
                record.held = false;
                record.returnAsked = false;
            }
            default -> {
                record.extension = record.extension.plus(request.more());
                record.overdue = false;
            }
        }
    }

    private static HostRecord record(RolloutState state, HostId id) {
        HostRecord record = state.hosts.get(id);
        if (record == null) {
            throw new IllegalStateException(
                    "Expected " + id + " to be a host of the run, but found no fact that brought it in.");
        }
        return record;
    }
}
