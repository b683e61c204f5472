package io.mediaup.rollout;

import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One side effect on the world, as a value. How it is performed is the engine's business. */
public sealed interface Action {

    /** What the action is about, as the middle of its key: a slot, a host or the fleet. */
    String subject();

    /** The action's verb, as the last but one part of its key. */
    String verb();

    /** An action on one host. */
    sealed interface OnHost extends Action {
        /** The host. */
        HostId host();

        @Override
        default String subject() {
            return host().value();
        }
    }

    /**
     * Marks every selected host as part of the run. The first mutation of every run.
     *
     * @param marks host to its marks
     */
    record MarkFleet(Map<HostId, Marks> marks) implements Action {
        /** Copies the map in the order of the hosts. */
        public MarkFleet {
            marks = Collections.unmodifiableMap(new TreeMap<>(marks));
        }

        @Override
        public String subject() {
            return "fleet";
        }

        @Override
        public String verb() {
            return "mark";
        }
    }

    /**
     * Launches a host of the target version for a slot.
     *
     * @param slot the slot it will fill
     * @param version what it will run
     * @param marks what it carries from birth
     * @param definition what it is launched from; unknown where there is only one way
     */
    record Launch(Slot slot, String version, Marks marks, LaunchDefinition definition) implements Action {

        /** A launch where there is only one way to do it. */
        public Launch(Slot slot, String version, Marks marks) {
            this(slot, version, marks, LaunchDefinition.UNKNOWN);
        }

        @Override
        public String subject() {
            return slot.toString();
        }

        @Override
        public String verb() {
            return "launch";
        }
    }

    /**
     * Registers a host in every target group.
     *
     * @param host a running host
     */
    record Register(HostId host) implements OnHost {
        @Override
        public String verb() {
            return "register";
        }
    }

    /**
     * Begins a cordon: writes phase and since on the host <em>before</em> it leaves the rotation.
     *
     * @param host the host
     * @param marks its marks as draining
     */
    record Cordon(HostId host, Marks marks) implements OnHost {
        @Override
        public String verb() {
            return "cordon";
        }
    }

    /**
     * Takes a host out of every target group.
     *
     * @param host the host
     */
    record Deregister(HostId host) implements OnHost {
        @Override
        public String verb() {
            return "deregister";
        }
    }

    /**
     * Tells the server on a host to accept nothing new.
     *
     * @param host the host
     */
    record EnterDrain(HostId host) implements OnHost {
        @Override
        public String verb() {
            return "enter-drain";
        }
    }

    /**
     * Undoes {@link EnterDrain}.
     *
     * @param host the host
     */
    record LeaveDrain(HostId host) implements OnHost {
        @Override
        public String verb() {
            return "leave-drain";
        }
    }

    /**
     * Ends a cordon: writes on the host that it is in service again.
     *
     * @param host the host
     * @param marks its marks as in service
     */
    record Uncordon(HostId host, Marks marks) implements OnHost {
        @Override
        public String verb() {
            return "uncordon";
        }
    }

    /**
     * Asks sessions of a cordoned host to move. At least once: whoever is asked twice is told so by the same key.
     *
     * @param host where they are
     * @param to where they shall go
     * @param count how many, 1 or more
     * @param open how many were open on {@code host} when this was decided
     * @param openAtTarget how many were open on {@code to} then
     */
    record Migrate(HostId host, HostId to, long count, long open, long openAtTarget) implements OnHost {
        @Override
        public String verb() {
            return "migrate";
        }
    }

    /**
     * Has the clients of a host told that they must reconnect, because it is to go or gone. At least once: whoever is told
     * again is told so by the same key.
     *
     * @param host the host; it need not be there any more
     * @param address where it was reached
     * @param zone its zone
     * @param version what it runs
     * @param number counts the notices about this host from 1; one that is sent again keeps its number
     */
    record NotifyReconnect(HostId host, HostAddress address, String zone, String version, int number)
            implements OnHost {
        @Override
        public String verb() {
            return "notify-reconnect";
        }
    }

    /**
     * Reads a host's counters once more and, unless they forbid it, terminates it.
     *
     * @param host a cordoned host
     * @param mayCut the session counters that may be above their threshold, or unknown, when the host goes
     */
    record Retire(HostId host, Set<String> mayCut) implements OnHost {
        /** Copies the set in the order of the names. */
        public Retire {
            mayCut = Collections.unmodifiableSet(new TreeSet<>(mayCut));
        }

        @Override
        public String verb() {
            return "retire";
        }
    }

    /**
     * Terminates a new host that never got healthy.
     *
     * @param host a host that this run launched and that never was in rotation
     */
    record Discard(HostId host) implements OnHost {
        @Override
        public String verb() {
            return "discard";
        }
    }

    /**
     * Stops a new host that is not needed after all and keeps it on standby: nothing speaks against it.
     *
     * @param host a host that this run launched and that never was in rotation
     */
    record Shelve(HostId host) implements OnHost {
        @Override
        public String verb() {
            return "shelve";
        }
    }
}
