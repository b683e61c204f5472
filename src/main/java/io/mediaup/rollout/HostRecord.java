package io.mediaup.rollout;

import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run remembers of one host: what was done to it and when, as far as the world itself does not tell. Written by
 * {@link FactAppliers} only; everybody else reads. Not thread-safe.
 */
public final class HostRecord {

    private final HostId id;
    private final String version;
    private final @Nullable Slot slot;

    boolean arriving;
    boolean adopted;
    boolean deregistered;
    boolean overdue;
    boolean held;
    boolean drainAsked;
    boolean returnAsked;
    Duration extension = Duration.ZERO;
    boolean maybeMarked;
    int fruitlessRounds;
    int notices;
    boolean told;
    HostAddress address = HostAddress.NONE;
    String zone = "";
    End end = End.NONE;

    @Nullable
    Instant arrivingSince;

    @Nullable
    Instant upAt;

    @Nullable
    Instant registeredAt;

    @Nullable
    Instant cordonedAt;

    @Nullable
    Instant deregisteredAt;

    @Nullable
    Instant leftRotationAt;

    @Nullable
    Instant drainEnteredAt;

    @Nullable
    Instant unlistedAt;

    @Nullable
    Instant drainLeftAt;

    @Nullable
    Instant drainedAt;

    @Nullable
    Instant revokedAt;

    @Nullable
    MigrationRound migration;

    HostRecord(HostId id, String version, @Nullable Slot slot) {
        this.id = id;
        this.version = version;
        this.slot = slot;
    }

    /** How a host's part in the run ended. */
    public enum End {
        /** It has not. */
        NONE,
        /** Retired by the run. */
        RETIRED,
        /** It died by itself. */
        LOST,
        /** A new host that did not get healthy. It may still be up. */
        FAILED,
        /** A new host that did not get healthy and was terminated, or that was not needed after all. */
        DISCARDED
    }

    /** The host. */
    public HostId id() {
        return id;
    }

    /** What it ran when the run met it. */
    public String version() {
        return version;
    }

    /** The slot it fills, unless it is one too many. */
    public Optional<Slot> slot() {
        return Optional.ofNullable(slot);
    }

    /** Whether it is new and was not seen in rotation yet. */
    public boolean arriving() {
        return arriving;
    }

    /** Since when it is on its way: its launch, or the run's start for one that an earlier run launched. */
    public Optional<Instant> arrivingSince() {
        return Optional.ofNullable(arrivingSince);
    }

    /** Since when it is up and waits for the others of its side; empty when it does not. */
    Optional<Instant> upAt() {
        return Optional.ofNullable(upAt);
    }

    /** When it was registered by this run. */
    public Optional<Instant> registeredAt() {
        return Optional.ofNullable(registeredAt);
    }

    /** Whether it is cordoned, or about to be. */
    public boolean cordoned() {
        return cordonedAt != null;
    }

    /** Since when it drains: its patience counts from here. */
    public Optional<Instant> cordonedAt() {
        return Optional.ofNullable(cordonedAt);
    }

    /** Whether it was cordoned by an earlier run. */
    boolean adopted() {
        return adopted;
    }

    /** When its deregistration was accepted last. */
    Optional<Instant> deregisteredAt() {
        return Optional.ofNullable(deregisteredAt);
    }

    /** Whether its deregistration was accepted. */
    public boolean deregistered() {
        return deregistered;
    }

    /** When it was first seen out of every target group after its cordon. */
    public Optional<Instant> leftRotationAt() {
        return Optional.ofNullable(leftRotationAt);
    }

    /** When its server agreed to drain. */
    public Optional<Instant> drainEnteredAt() {
        return Optional.ofNullable(drainEnteredAt);
    }

    /** When its server agreed to take sessions again. */
    public Optional<Instant> drainLeftAt() {
        return Optional.ofNullable(drainLeftAt);
    }

    /** Whether it has drained, by the last verdict. */
    public boolean drained() {
        return drainedAt != null;
    }

    /** When its retirement was called off last; readings up to then prove nothing any more. */
    public Optional<Instant> revokedAt() {
        return Optional.ofNullable(revokedAt);
    }

    /** Whether it was reported as overdue. */
    public boolean overdue() {
        return overdue;
    }

    /** Whether somebody asked for it to be left alone. */
    public boolean held() {
        return held;
    }

    /** Whether somebody asked for it to be replaced now. */
    public boolean drainAsked() {
        return drainAsked;
    }

    /** Whether somebody asked for it to go back in rotation. */
    public boolean returnAsked() {
        return returnAsked;
    }

    /** How much longer than the plan says it may drain; never negative. */
    public Duration extension() {
        return extension;
    }

    /** Whether an attempt to cordon it failed, and may yet have marked it. */
    boolean maybeMarked() {
        return maybeMarked;
    }

    /** The sessions that were asked to leave it and are not accounted for yet. */
    Optional<MigrationRound> migration() {
        return Optional.ofNullable(migration);
    }

    /** How many times in a row sessions were asked to leave it and none did. */
    int fruitlessRounds() {
        return fruitlessRounds;
    }

    /** When its server last named nobody that could be asked to leave. */
    Optional<Instant> unlistedAt() {
        return Optional.ofNullable(unlistedAt);
    }

    /** Whether its clients were told that they must reconnect. */
    boolean told() {
        return told;
    }

    /** How many times its clients were told that. */
    int notices() {
        return notices;
    }

    /** Where it was reached when it left the rotation. */
    HostAddress address() {
        return address;
    }

    /** Its zone when it left the rotation; empty before. */
    String zone() {
        return zone;
    }

    /** How its part in the run ended. */
    public End end() {
        return end;
    }

    /** Whether its part in the run goes on. */
    public boolean present() {
        return end == End.NONE;
    }

    void clockJumped(Duration by) {
        arrivingSince = moved(arrivingSince, by);
        upAt = moved(upAt, by);
        registeredAt = moved(registeredAt, by);
        cordonedAt = moved(cordonedAt, by);
        deregisteredAt = moved(deregisteredAt, by);
        leftRotationAt = moved(leftRotationAt, by);
        drainEnteredAt = moved(drainEnteredAt, by);
        drainedAt = moved(drainedAt, by);
        revokedAt = moved(revokedAt, by);
        unlistedAt = moved(unlistedAt, by);
        migration = migration == null ? null : migration.moved(by);
    }

    private static @Nullable Instant moved(@Nullable Instant time, Duration by) {
        return time == null ? null : time.plus(by);
    }

    void uncordon() {
        cordonedAt = null;
        adopted = false;
        deregistered = false;
        deregisteredAt = null;
        leftRotationAt = null;
        drainEnteredAt = null;
        drainLeftAt = null;
        drainedAt = null;
        revokedAt = null;
        overdue = false;
        drainAsked = false;
        returnAsked = false;
        extension = Duration.ZERO;
        maybeMarked = false;
        migration = null;
        fruitlessRounds = 0;
        unlistedAt = null;
        told = false;
    }
}
