package io.mediaup.console;

import java.time.Duration;

/**
 * One thing that is done to one host in a run.
 *
 * @param batch the batch that its slot belongs to, counted from 1; 0 for none
 * @param slot the slot; empty for hosts without one
 * @param verb launch, start (of a standby host), notify, cordon, retire, discard, shelve or return
 * @param host the host; "new" for one that is launched
 * @param version what that host runs
 * @param after from the start of the run until it is begun
 * @param reason why
 */
public record Step(int batch, String slot, String verb, String host, String version, Duration after, String reason) {}
