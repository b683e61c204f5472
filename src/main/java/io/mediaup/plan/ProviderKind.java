package io.mediaup.plan;

/** The worlds that a fleet can live in. */
public enum ProviderKind {
    /** EC2 behind ELBv2. */
    AWS,
    /** Real processes on loopback. */
    LAB,
    /** Machines that are listed in the plan. */
    LISTED
}
