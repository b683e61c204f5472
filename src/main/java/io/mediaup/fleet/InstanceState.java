package io.mediaup.fleet;

/** What the provider says about the machine itself, before any question about traffic or sessions. */
public enum InstanceState {
    /** Launched, but not running yet. */
    PENDING,
    /** Running; says nothing about the server on it. */
    RUNNING,
    /** On its way out: shutting down or stopping. */
    STOPPING,
    /** Stopped and kept, to be started as a new host of a later upgrade. */
    STANDBY,
    /** Terminated, or stopped for good. Never inferred from a host that is merely missing in one listing. */
    GONE;

    /** Whether the machine exists and is not on its way out. */
    public boolean alive() {
        return this == PENDING || this == RUNNING;
    }
}
