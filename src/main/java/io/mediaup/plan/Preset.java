package io.mediaup.plan;

import java.util.List;
import java.util.Map;

/**
 * What mediaup knows of one kind of media server.
 *
 * @param name as plans write it
 * @param about one line for people
 * @param drain what its drain is
 * @param evidence how this is known: seen on a running server, read in its source, or its documentation only
 * @param parameters what {@code with} may say, and what holds otherwise
 * @param checks the checks by their place: sessions, health, version, enter, leave, read-back
 */
record Preset(
        String name,
        String about,
        Drain drain,
        String evidence,
        Map<String, String> parameters,
        Map<String, Tree.Fields> checks) {

    /** What becomes of a server that was told to drain. */
    enum Drain {
        /** It can be told to go on. */
        REVERSIBLE,
        /** Its process ends with the last session, and nothing undoes that. */
        EXITS_AT_ZERO,
        /** It cannot be told. */
        NONE
    }

    /** In the order in which they are shown. Here rather than listed from files, so that reading a plan opens none. */
    static final List<String> NAMES = List.of(
            "jitsi-videobridge",
            "janus",
            "rtpengine",
            "coturn",
            "eturnal",
            "livekit",
            "freeswitch",
            "asterisk",
            "kamailio",
            "srs",
            "mediamtx",
            "prosody");

    /** Why it has no {@code check}, and what to do. */
    String lacks(String check) {
        boolean drains = List.of("enter", "leave", "read-back").contains(check);
        if (!drains) {
            return "Expected a preset that knows " + check + ", but found " + name
                    + ", which does not. Write http: or ssh: here.";
        }
        return switch (drain) {
            case NONE ->
                "Expected a server that can be told to drain, but found " + name
                        + ", which cannot. Remove drain.enter: the load balancer keeps new sessions away.";
            case EXITS_AT_ZERO ->
                "Expected a drain that can be undone, but found " + name + ": its process exits at zero"
                        + " sessions, which is not supported yet. Remove drain.enter: the load balancer keeps new sessions"
                        + " away."
                        + (name.equals("coturn") ? " Never send SIGUSR1 below 4.8.0: it kills 4.6.1 outright." : "");
            case REVERSIBLE ->
                "Expected a preset that sends the drain, but found " + name
                        + ", where that is not supported yet. Write http: or ssh: in enter, leave and read-back.";
        };
    }
}
