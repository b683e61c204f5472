package io.mediaup.app;

import java.nio.file.Path;
import java.util.Map;

/**
 * The caller's surroundings.
 *
 * @param env the environment variables
 * @param user who calls
 */
public record Home(Map<String, String> env, String user) {

    /** The surroundings of this process. */
    public static Home ofProcess() {
        return new Home(System.getenv(), System.getProperty("user.name", "somebody"));
    }

    private static String localHost() {
        try {
            return java.net.InetAddress.getLocalHost().getHostName();
        } catch (java.net.UnknownHostException e) {
            return "localhost";
        }
    }

    /** Where labs are kept. */
    public Path labs() {
        return state().resolve("labs");
    }

    /** Where mediaup keeps everything, by the XDG Base Directory Specification 0.8. */
    public Path state() {
        String state = env.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isEmpty() || !Path.of(state).isAbsolute()
                ? Path.of(env.getOrDefault("HOME", System.getProperty("user.home", ".")))
                        .resolve(".local/state")
                : Path.of(state);
        return base.resolve("mediaup");
    }

    /** Who calls, as user@machine. Asking for the machine's name takes its time, so only whoever needs it asks. */
    public String owner() {
        String machine = env.getOrDefault("HOSTNAME", "");
        return user + "@" + (machine.isEmpty() ? localHost() : machine);
    }
}
