package io.mediaup.rollout;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that happened in a run and that the world cannot tell later. Facts are journaled, never changed, and folded
 * into {@link RolloutState}; replaying them never decides anything again.
 */
public sealed interface Fact {

    /** In what an action says of sessions: how many were asked to move. */
    String ASKED = "asked";

    /** When it happened, by the runner's clock. */
    Instant at();

    /**
     * The run began.
     *
     * @param run its id
     * @param plan the plan's name
     * @param planDigest the plan's digest
     * @param technique the technique, as the plan spells it
     * @param targetVersion what makes a host current
     * @param desired how many hosts the fleet shall have
     * @param hosts the selected hosts as they were, with their slots
     * @param vacant slots that no host filled
     * @param target what hosts of the target version are launched from, pinned; unknown where there is only one way
     */
    record RunStarted(
            Instant at,
            String run,
            String plan,
            String planDigest,
            String technique,
            String targetVersion,
            int desired,
            List<StartingHost> hosts,
            List<Slot> vacant,
            LaunchDefinition target)
            implements Fact {
        /** Copies the lists. */
        public RunStarted {
            hosts = List.copyOf(hosts);
            vacant = List.copyOf(vacant);
        }

        /** In a world that has only one way to launch. */
        public RunStarted(
                Instant at,
                String run,
                String plan,
                String planDigest,
                String technique,
                String targetVersion,
                int desired,
                List<StartingHost> hosts,
                List<Slot> vacant) {
            this(at, run, plan, planDigest, technique, targetVersion, desired, hosts, vacant, LaunchDefinition.UNKNOWN);
        }
    }

    /** A process took up the run. */
    record RunnerJoined(Instant at, String owner) implements Fact {}

    /** A process left the run unfinished. */
    record RunnerLeft(Instant at, String owner, String reason) implements Fact {}

    /** The next slots are to be replaced. */
    record BatchOpened(Instant at, int number, List<Slot> slots, String reason) implements Fact {
        /** Copies the list. */
        public BatchOpened {
            slots = List.copyOf(slots);
        }
    }

    /** An action is about to be performed. Written before the effect. */
    record ActionStarted(Instant at, ActionKey key, Action action, String reason) implements Fact {}

    /** Nobody knows yet whether the action happened, or it must wait; it will be looked up and sent again with its key. */
    record ActionDeferred(Instant at, ActionKey key, String reason) implements Fact {}

    /**
     * The action happened.
     *
     * @param host the host that was launched, or the action's own host; empty for the fleet
     * @param sessions what the counters said right before a retirement; counters that could not be read are missing. For a
     *     migration, under {@link #ASKED}, how many sessions were really asked
     */
    record ActionSucceeded(Instant at, ActionKey key, String host, Map<String, Long> sessions) implements Fact {
        /** Copies the map in the order of the names. */
        public ActionSucceeded {
            sessions = Collections.unmodifiableMap(new TreeMap<>(sessions));
        }
    }

    /** The action did not happen, and this attempt is spent. {@code fatal}: no further attempt can succeed. */
    record ActionFailed(Instant at, ActionKey key, String reason, boolean fatal) implements Fact {}

    /** A retirement was called off because the last look did not confirm that the host has drained. */
    record RetirementRevoked(Instant at, ActionKey key, HostId host, String reason) implements Fact {}

    /** A new host is up, and stays out of rotation until the others of its side are: its time to boot is over. */
    record HostCameUp(Instant at, HostId host) implements Fact {}

    /** A new host that was up does not answer any more, before it got traffic: it gets the time to boot once more. */
    record HostWentDown(Instant at, HostId host) implements Fact {}

    /** All new hosts of a batch are up: from now on traffic moves to them, all at once. */
    record TrafficSwitched(Instant at, int batch, String evidence) implements Fact {}

    /** A host of this run was seen in rotation. */
    record HostEnteredRotation(Instant at, HostId host) implements Fact {}

    /**
     * A cordoned host was seen out of every target group; its settle time starts.
     *
     * @param sessions what was open on it then, by counter, as far as it was known
     * @param address where it was reached, for those who are told of it when it is gone
     * @param zone its zone
     */
    record HostLeftRotation(Instant at, HostId host, Map<String, Long> sessions, HostAddress address, String zone)
            implements Fact {
        /** Copies the map in the order of the names. */
        public HostLeftRotation {
            sessions = Collections.unmodifiableMap(new TreeMap<>(sessions));
        }

        /** Of a host whose address nobody will need. */
        public HostLeftRotation(Instant at, HostId host, Map<String, Long> sessions) {
            this(at, host, sessions, HostAddress.NONE, "");
        }
    }

    /** A cordoned host has drained, by the evidence given. */
    record HostDrained(Instant at, HostId host, String evidence) implements Fact {}

    /** A host that had drained has sessions again, or its counters cannot be read any more. */
    record HostRefilled(Instant at, HostId host, String evidence) implements Fact {}

    /** A cordoned host's patience has ended, and it goes on waiting. */
    record HostOverdue(Instant at, HostId host, String reason) implements Fact {}

    /**
     * What has become of the sessions that were asked to leave a host.
     *
     * @param asked how many were asked
     * @param left how many of them are gone from {@code host}; those that ended by themselves count, too
     * @param arrived by how many the count of {@code to} has risen, 0 or more
     * @param seen whether that agrees: sessions that left one side and reached the other no more than before were cut
     */
    record SessionsMoved(Instant at, HostId host, HostId to, long asked, long left, long arrived, boolean seen)
            implements Fact {}

    /** A new host did not get healthy. */
    record HostFailed(Instant at, HostId host, String reason) implements Fact {}

    /**
     * A host died by itself or by an outside hand.
     *
     * @param sessions the last known counts
     */
    record HostLost(Instant at, HostId host, Map<String, Long> sessions, String reason) implements Fact {
        /** Copies the map in the order of the names. */
        public HostLost {
            sessions = Collections.unmodifiableMap(new TreeMap<>(sessions));
        }
    }

    /** Somebody asked the run to pause, resume or abort. */
    record RequestReceived(Instant at, Request request) implements Fact {}

    /** The line was stopped by a failure: no new change starts, and the run pauses or ends. */
    record LineStopped(Instant at, boolean pause, String reason) implements Fact {}

    /** A failure turned the run round, because the plan says {@code on-failure: rollback}. */
    record RollbackBegan(Instant at, String reason) implements Fact {}

    /** The new hosts of a batch are in rotation: from now on they must prove themselves. */
    record BakeBegan(Instant at, int batch) implements Fact {}

    /** The new hosts of a batch have proven themselves, by the evidence given. */
    record BatchProven(Instant at, int batch, String evidence) implements Fact {}

    /**
     * A gate came to a verdict: to another one than before, or for the first time since it was wanted anew.
     *
     * @param gate its name
     * @param evidence what was measured, or why nothing was
     */
    record GateJudged(Instant at, String gate, GateVerdict verdict, String evidence) implements Fact {}

    /**
     * The runner's clock was put forward by {@code by}, or back when it is negative. Every deadline is moved with it: what
     * was to happen in an hour happens in an hour.
     */
    record ClockJumped(Instant at, Duration by) implements Fact {}

    /** A window of the plan was seen open, until {@code closes}. */
    record WindowOpened(Instant at, Instant closes) implements Fact {}

    /** No window of the plan is open, until {@code opens}. */
    record WindowClosed(Instant at, Instant opens) implements Fact {}

    /** Somebody lets the run go on whatever the plan's windows say. */
    record WindowsIgnored(Instant at, String by) implements Fact {}

    /**
     * The first key that a host of this run has shown is believed from now on.
     *
     * @param key as {@code known_hosts} writes it: type, space, base64
     */
    record HostKeyPinned(Instant at, HostId host, String key) implements Fact {}

    /**
     * A hook was told of something, or was given up.
     *
     * @param hook which, such as {@code hook-1}
     * @param notice the notice's id
     * @param failure why it was not delivered; empty when it was
     */
    record HookCalled(Instant at, String hook, String notice, String failure) implements Fact {}

    /** The run ended. */
    record RunEnded(Instant at, Outcome outcome, String reason) implements Fact {}

    /**
     * A selected host as it was when the run began.
     *
     * @param host its id
     * @param version what it ran
     * @param slot its slot as text, or empty when it had none: it drained already, or was one too many
     * @param drainingSince since when it drained, by its mark, as an ISO instant; empty when it did not
     * @param arriving whether an earlier run launched it and did not get it into rotation
     * @param definition what it was launched from, which is what a rollback launches again
     */
    record StartingHost(
            HostId host,
            String version,
            String slot,
            String drainingSince,
            boolean arriving,
            LaunchDefinition definition) {

        /** A host of which nobody knows what it was launched from. */
        public StartingHost(HostId host, String version, String slot, String drainingSince, boolean arriving) {
            this(host, version, slot, drainingSince, arriving, LaunchDefinition.UNKNOWN);
        }
    }
}
