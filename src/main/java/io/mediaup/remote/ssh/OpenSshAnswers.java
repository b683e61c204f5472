package io.mediaup.remote.ssh;

import io.mediaup.fleet.Printable;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The user's own configuration, as OpenSSH resolves it ({@code ssh -G}, ssh(1)): aliases, {@code Match}, {@code Include},
 * tokens and all. Where OpenSSH is not installed, OpenSSH's defaults.
 */
final class OpenSshAnswers implements SshConfig.Answers {

    private static final long LONGEST_SECONDS = 20;
    private static final int MOST_OUTPUT = 1 << 20;

    /** Options whose values are several words. */
    private static final Set<String> LISTS = Set.of("userknownhostsfile", "globalknownhostsfile");

    private static final List<String> USUAL_KEYS = List.of("~/.ssh/id_ed25519", "~/.ssh/id_ecdsa", "~/.ssh/id_rsa");

    private final Map<String, String> environment;
    private final Path home;
    private final Optional<String> config;
    private final Optional<String> program;

    /**
     * Answers for one user.
     *
     * @param config the file to read instead of the user's own
     */
    OpenSshAnswers(Map<String, String> environment, Optional<String> config) {
        this.environment = environment;
        this.home = Path.of(System.getProperty("user.home", "/"));
        this.config = config;
        this.program = installed();
    }

    @Override
    public Map<String, List<String>> of(SshConfig.Question question) throws RemoteException {
        Map<String, List<String>> options = program.isPresent() ? asked(program.get(), question) : usual(question);
        String agent =
                options.getOrDefault("identityagent", List.of("SSH_AUTH_SOCK")).get(0);
        if (agent.equals("SSH_AUTH_SOCK")) {
            String socket = environment.getOrDefault("SSH_AUTH_SOCK", "");
            options.put("identityagent", socket.isEmpty() ? List.of() : List.of(socket));
        }
        return options;
    }

    @Override
    public List<Path> files(List<String> values) {
        return values.stream()
                .filter(value -> !value.equals("none"))
                .map(value -> value.startsWith("~/") ? home.resolve(value.substring(2)) : Path.of(value))
                .toList();
    }

    private Map<String, List<String>> asked(String ssh, SshConfig.Question question) throws RemoteException {
        List<String> command = new ArrayList<>(List.of(ssh, "-G"));
        config.ifPresent(
                file -> command.addAll(List.of("-F", files(List.of(file)).get(0).toString())));
        if (!question.user().isEmpty()) {
            command.addAll(List.of("-l", question.user()));
        }
        question.port().ifPresent(port -> command.addAll(List.of("-p", Integer.toString(port))));
        command.addAll(List.of("--", question.name()));
        Map<String, List<String>> options = new HashMap<>();
        for (String line : output(command, question.name()).lines().toList()) {
            int space = line.indexOf(' ');
            if (space > 0) {
                String name = line.substring(0, space).toLowerCase(Locale.ROOT);
                String value = line.substring(space + 1).strip();
                List<String> values = options.computeIfAbsent(name, key -> new ArrayList<>());
                values.addAll(LISTS.contains(name) ? List.of(value.split(" ", -1)) : List.of(value));
            }
        }
        return options;
    }

    private static String output(List<String> command, String name) throws RemoteException {
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new RemoteException(
                        Kind.CONFIGURATION,
                        "Expected 'ssh -G " + name + "' to print the configuration, but found: "
                                + Printable.firstLine(output, 120));
            }
            return output;
        } catch (IOException e) {
            throw new RemoteException(Kind.CONFIGURATION, "Expected 'ssh -G' to run, but it cannot be started.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteException(Kind.INTERRUPTED, "interrupted");
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    /** What holds without any configuration, by ssh_config(5). */
    private Map<String, List<String>> usual(SshConfig.Question question) {
        Map<String, List<String>> options = new HashMap<>();
        options.put("hostname", List.of(question.name()));
        options.put("user", List.of(System.getProperty("user.name", "")));
        question.port().ifPresent(port -> options.put("port", List.of(Integer.toString(port))));
        options.put("identityfile", USUAL_KEYS);
        options.put("userknownhostsfile", List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2"));
        options.put("globalknownhostsfile", List.of("/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"));
        return options;
    }

    private Optional<String> installed() {
        return List.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)).stream()
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "ssh"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
