package io.mediaup.fleet;

import java.time.Instant;

/**
 * One VM, lab process or listed machine, as its provider lists it.
 *
 * @param id the provider's id
 * @param zone the zone it runs in
 * @param version what the provider's version tag says it runs; empty when the tag is missing
 * @param state the state of the machine
 * @param launchedAt when it was launched
 * @param address how probes reach it
 * @param launchKey the idempotency key it was launched with; empty when it was not launched by mediaup
 * @param marks what mediaup wrote on it
 * @param definition what it was launched from, as far as that is known
 * @param fate why it is on its way out or gone, as its provider puts it; empty when that says nothing
 */
public record Host(
        HostId id,
        String zone,
        String version,
        InstanceState state,
        Instant launchedAt,
        HostAddress address,
        String launchKey,
        Marks marks,
        LaunchDefinition definition,
        String fate) {

    /** The longest value of an EC2 tag, and longer than any version or zone. */
    private static final int LONGEST = 256;

    /** What many hands may write, as tags, is made printable here: it is shown, kept in journals and told to hooks. */
    public Host {
        zone = Printable.line(zone, LONGEST);
        version = Printable.line(version, LONGEST);
        fate = Printable.line(fate, LONGEST);
    }

    /** A host of whose end the provider says nothing. */
    public Host(
            HostId id,
            String zone,
            String version,
            InstanceState state,
            Instant launchedAt,
            HostAddress address,
            String launchKey,
            Marks marks,
            LaunchDefinition definition) {
        this(id, zone, version, state, launchedAt, address, launchKey, marks, definition, "");
    }

    /** A host of which nobody knows what it was launched from. */
    public Host(
            HostId id,
            String zone,
            String version,
            InstanceState state,
            Instant launchedAt,
            HostAddress address,
            String launchKey,
            Marks marks) {
        this(id, zone, version, state, launchedAt, address, launchKey, marks, LaunchDefinition.UNKNOWN);
    }

    /** This host with {@code newer} marks laid over its own. */
    public Host withMarks(Marks newer) {
        return new Host(
                id, zone, version, state, launchedAt, address, launchKey, marks.overlaidBy(newer), definition, fate);
    }
}
