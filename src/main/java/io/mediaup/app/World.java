package io.mediaup.app;

import io.mediaup.gate.GatePort;
import io.mediaup.probe.ServerPort;
import io.mediaup.provider.FleetProvider;

/**
 * The world that a plan's hosts live in.
 *
 * @param provider the hosts and their target groups
 * @param servers the servers on them
 * @param gates the measurements on new hosts
 */
public record World(FleetProvider provider, ServerPort servers, GatePort gates) {}
