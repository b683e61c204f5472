package io.mediaup.remote.ssh;

import io.mediaup.plan.SshSpec;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resolves how a host is reached: by what the plan says, what the user's own configuration says, and OpenSSH's defaults,
 * in this order. Asks each question once. Thread-safe.
 */
final class SshConfig {

    /** Nothing that {@code ssh}, a shell in its configuration, or a file name could take for more than a name. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_\\[:][A-Za-z0-9_.:\\[\\]%-]{0,252}");

    private static final Pattern HOP = Pattern.compile("(?:ssh://)?(?:([^@/]+)@)?(\\[[^]]+]|[^:/]+)(?::(\\d{1,5}))?/?");
    private static final int MOST_HOPS = 8;

    private final SshSpec spec;
    private final Answers answers;
    private final Map<Question, SshSettings> resolved = new ConcurrentHashMap<>();

    /** Who knows the configuration. */
    interface Answers {

        /** The options that hold for {@code question}, by their names in small letters. */
        Map<String, List<String>> of(Question question) throws RemoteException;

        /** The files of {@code values}, which may begin with a tilde. */
        List<Path> files(List<String> values);
    }

    /** A host, with what has precedence over any configuration. Empty text is nothing. */
    record Question(String name, String user, OptionalInt port, String identity, String jump) {}

    SshConfig(SshSpec spec, Answers answers) {
        this.spec = spec;
        this.answers = answers;
    }

    /** How the host that is called {@code name} is reached. */
    SshSettings of(String name) throws RemoteException {
        SshSpec.Login login = spec.login();
        return resolve(
                new Question(
                        name,
                        login.user().orElse(""),
                        spec.port(),
                        login.identity().orElse(""),
                        spec.jump().orElse("")),
                0);
    }

    private SshSettings resolve(Question question, int depth) throws RemoteException {
        SshSettings known = resolved.get(question);
        if (known != null) {
            return known;
        }
        if (!NAME.matcher(question.name()).matches()) {
            throw new RemoteException(Kind.CONFIGURATION, "Expected the name of a host to connect to, but found none.");
        }
        if (depth > MOST_HOPS) {
            throw new RemoteException(
                    Kind.CONFIGURATION,
                    "Expected at most " + MOST_HOPS + " jumps to " + question.name()
                            + ", but found more. Look for a ProxyJump that leads to itself.");
        }
        Map<String, List<String>> options = answers.of(question);
        if (!one(options, "proxycommand").isEmpty()
                && !one(options, "proxycommand").equals("none")) {
            throw new RemoteException(
                    Kind.CONFIGURATION,
                    "Expected ProxyJump for " + question.name()
                            + ", but found ProxyCommand, which is not supported. Set ssh.jump in the plan.");
        }
        SshSettings settings = settings(question, options, via(question, options, depth));
        resolved.put(question, settings);
        return settings;
    }

    private SshSettings settings(Question question, Map<String, List<String>> options, List<SshSettings> via) {
        String host = or(one(options, "hostname"), question.name());
        String user = or(question.user(), one(options, "user"));
        // 'ssh -G' leaves the tokens of file names as they are.
        UnaryOperator<String> expand = name -> name.replace("%h", host)
                .replace("%r", user)
                .replace("%u", System.getProperty("user.name", ""))
                .replace("%d", System.getProperty("user.home", ""));
        List<String> identities = question.identity().isEmpty()
                ? all(options, "identityfile").stream().map(expand).toList()
                : List.of(question.identity());
        boolean only =
                !question.identity().isEmpty() || one(options, "identitiesonly").equals("yes");
        List<String> knownHosts = Stream.of("userknownhostsfile", "globalknownhostsfile")
                .flatMap(name -> all(options, name).stream())
                .map(expand)
                .toList();
        Optional<Path> agent = Stream.of(one(options, "identityagent"))
                .filter(socket -> !socket.isEmpty() && !socket.equals("none"))
                .flatMap(socket -> answers.files(List.of(expand.apply(socket))).stream())
                .findFirst();
        return new SshSettings(
                host,
                Integer.parseInt(or(one(options, "port"), "22")),
                user,
                new SshSettings.Keys(answers.files(identities), only, agent),
                new SshSettings.HostKeys(one(options, "hostkeyalias"), answers.files(knownHosts)),
                via);
    }

    /** Each hop is a host with a configuration of its own, the first one with jumps of its own, too. */
    private List<SshSettings> via(Question question, Map<String, List<String>> options, int depth)
            throws RemoteException {
        String jump = or(question.jump(), one(options, "proxyjump"));
        if (jump.isEmpty() || jump.equals("none")) {
            return List.of();
        }
        List<SshSettings> via = new ArrayList<>();
        for (String hop : jump.split(",", -1)) {
            Matcher parts = HOP.matcher(hop.strip());
            if (!parts.matches()) {
                throw new RemoteException(
                        Kind.CONFIGURATION, "Expected jumps such as user@host:port, but found '" + hop + "'.");
            }
            String port = text(parts.group(3));
            SshSettings settings = resolve(
                    new Question(
                            text(parts.group(2)).replaceAll("[\\[\\]]", ""),
                            text(parts.group(1)),
                            port.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(port)),
                            "",
                            via.isEmpty() ? "" : "none"),
                    depth + 1);
            via.addAll(settings.via());
            via.add(hop(settings, question.identity(), via));
        }
        return via;
    }

    /** The plan's key is offered to the hops, too, after their own. */
    private SshSettings hop(SshSettings settings, String identity, List<SshSettings> via) {
        SshSettings.Keys own = settings.keys();
        List<Path> files = new ArrayList<>(own.files());
        if (!identity.isEmpty()) {
            files.addAll(answers.files(List.of(identity)));
        }
        return new SshSettings(
                settings.host(),
                settings.port(),
                settings.user(),
                new SshSettings.Keys(files, own.only(), own.agent()),
                settings.hostKeys(),
                via);
    }

    private static String one(Map<String, List<String>> options, String name) {
        return all(options, name).stream().findFirst().orElse("");
    }

    private static List<String> all(Map<String, List<String>> options, String name) {
        return options.getOrDefault(name, List.of());
    }

    private static String or(String first, String second) {
        return first.isEmpty() ? second : first;
    }

    private static String text(@Nullable String group) {
        return group == null ? "" : group;
    }
}
