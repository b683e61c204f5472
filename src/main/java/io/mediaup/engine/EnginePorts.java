package io.mediaup.engine;

import io.mediaup.gate.GatePort;
import io.mediaup.journal.Journal;
import io.mediaup.journal.RequestInbox;
import io.mediaup.journal.Tenure;
import io.mediaup.probe.ServerPort;
import io.mediaup.provider.FleetProvider;

/**
 * Everything that the engine talks to.
 *
 * @param provider the hosts and their target groups
 * @param servers the servers on the hosts
 * @param gates the measurements on new hosts
 * @param journal where facts are kept
 * @param inbox where requests come in
 * @param timeline time, calls and chance
 * @param tenure the right to act
 */
public record EnginePorts(
        FleetProvider provider,
        ServerPort servers,
        GatePort gates,
        Journal journal,
        RequestInbox inbox,
        Timeline timeline,
        Tenure tenure) {

    /** In a world that nobody else can reach. */
    public EnginePorts(
            FleetProvider provider,
            ServerPort servers,
            GatePort gates,
            Journal journal,
            RequestInbox inbox,
            Timeline timeline) {
        this(provider, servers, gates, journal, inbox, timeline, Tenure.UNDISPUTED);
    }
}
