package io.mediaup.simulation;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.provider.ProviderException;
import java.time.Duration;
import java.time.Instant;

/** One thing that goes wrong in a run, as a value. All times are from the beginning of the run; shares are from 0 to 1. */
sealed interface Fault {

    /** Whether stopping the run may be the right answer to it. */
    default boolean mayHalt() {
        return false;
    }

    /** From when until when a fault is at work. */
    record Window(Duration from, Duration to) {
        boolean holds(Instant now) {
            Duration t = Duration.between(Fleets.START, now);
            return t.compareTo(from) >= 0 && t.compareTo(to) < 0;
        }

        @Override
        public String toString() {
            return from + ".." + to;
        }
    }

    /** The cloud refuses calls, and nothing happens. */
    record Refusals(Window when, ProviderException.Kind kind, double share) implements Fault {
        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** Calls happen although their response is lost. */
    record LostResponses(Window when, double share) implements Fault {
        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** Calls wait in a queue before they are made, and so do their responses on the way back. */
    record SlowCalls(Window when, Duration most, double share) implements Fault {
        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** The cloud accepts a registration, a deregistration or a termination, and carries it out later. */
    record LateEffects(Duration most, double share) implements Fault {}

    /** A call is sent twice on its way, as a client does that retries by itself. */
    record DoubledCalls(double share) implements Fault {}

    /** A response arrives twice, the second time up to {@code later} after the first. */
    record DoubledResponses(Duration later, double share) implements Fault {}

    /** A part of what is launched dies right after: some of a batch come up, some do not. */
    record StillBirths(double share) implements Fault {
        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** New hosts boot that much longer. */
    record SlowBoots(Duration more, double share) implements Fault {
        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** The new version does not work. */
    record BadVersion(Defect symptom) implements Fault {
        enum Defect {
            /** The server says that it is not healthy. */
            SERVER,
            /** The load balancer never finds it healthy. */
            TARGET,
            /** The server says that it runs something else. */
            VERSION
        }

        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** Gates say that, in that share of the times that they are asked; in the others they pass. */
    record BadGate(Window when, GateVerdict says, double share) implements Fault {
        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** Every {@code period} some host in rotation fails the load balancer's checks for {@code length}. */
    record Flapping(Window when, Duration period, Duration length) implements Fault {
        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** Probes go wrong; with a share of 1 on all hosts at once. */
    record BadProbes(Window when, Symptom symptom, double share) implements Fault {
        enum Symptom {
            /** No answer in time. */
            TIMEOUT,
            /** The answer comes after so long that it is stale. */
            STALE,
            /** Not what was asked for: counts beyond all measure, a flag that is wrong, a page of something else. */
            GARBAGE
        }

        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** An outside hand terminates a host, or it dies by itself. */
    record Death(Duration at) implements Fault {
        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** An outside hand adds a host to the fleet. */
    record Stranger(Duration at) implements Fault {}

    /** An outside hand puts a host back in rotation that was taken out. */
    record Reregistration(Duration at) implements Fault {}

    /** An outside hand changes the marks of a host. */
    record Retag(Duration at, boolean foreignRun) implements Fault {
        @Override
        public boolean mayHalt() {
            return true;
        }
    }

    /** The runner's clock jumps. */
    record ClockJump(Duration at, Duration by) implements Fault {}

    /** The runner's clock is wrong all the time. */
    record Skew(Duration by) implements Fault {}

    /** The disk of the journal is full at append number {@code append}, when {@code durable} facts of it are written. */
    record DiskFull(int append, int durable) implements Fault {}

    /** The runner sleeps; another one takes the lock; the first one wakes up after {@code sleep}. */
    record LockLost(Duration at, Duration sleep) implements Fault {}
}
