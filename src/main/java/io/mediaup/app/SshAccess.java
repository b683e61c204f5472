package io.mediaup.app;

import io.mediaup.plan.Plan;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import io.mediaup.remote.RemoteShell;
import io.mediaup.remote.ssh.SshShell;
import io.mediaup.remote.ssh.SshUser;
import java.io.Console;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way into a plan's hosts by SSH, and what the way back of a refused key is: whoever runs the plan is told of a changed
 * host key at once, and can ask whether any host refused us or was refused. Thread-safe.
 */
public final class SshAccess {

    private final Plan plan;
    private final Home home;
    private final RunPins pins = new RunPins();
    private Optional<RemoteException> changed = Optional.empty();
    private Consumer<String> listener = message -> {};
    private boolean refused;
    private @Nullable RemoteShell shell;

    SshAccess(Plan plan, Home home) {
        this.plan = plan;
        this.home = home;
    }

    /** Runs commands, and leads to ports. Made at the first use: most plans need none, and it takes time to load. */
    synchronized RemoteShell shell() {
        if (shell == null) {
            shell = open();
        }
        return shell;
    }

    private RemoteShell open() {
        HostTemplate template = new HostTemplate(plan.name(), plan.target().version());
        String address = plan.ssh().address();
        return new SshShell(
                plan.ssh(),
                new SshUser(home.env(), SshAccess::passphrase),
                host -> {
                    try {
                        return template.hostName(address, host);
                    } catch (ServerException e) {
                        Kind kind = e.permanent() ? Kind.CONFIGURATION : Kind.UNREACHABLE;
                        throw new RemoteException(kind, String.valueOf(e.getMessage()));
                    }
                },
                pins,
                this::refused);
    }

    /** What the run believes of the hosts that it launched. */
    RunPins pins() {
        return pins;
    }

    /** Who is told, from any thread, when a host shows another key than the known one. */
    synchronized void onChangedKey(Consumer<String> told) {
        listener = told;
    }

    /** The first changed host key that was seen, with both fingerprints. */
    synchronized Optional<String> changedKey() {
        return changed.map(RemoteException::getMessage);
    }

    /** Refuses to go on when some host shows another key than the known one. */
    void requireKnownKeys() {
        changedKey().ifPresent(message -> {
            throw new Refusal(Exit.NOT_PERMITTED, message);
        });
    }

    /** Whether a host did not let us in, or showed a key that nobody vouches for. */
    synchronized boolean anybodyRefused() {
        return refused;
    }

    private synchronized void refused(RemoteException failure) {
        refused = true;
        if (failure.kind() == Kind.CHANGED_HOST_KEY && changed.isEmpty()) {
            changed = Optional.of(failure);
            listener.accept(failure.getMessage());
        }
    }

    /** Only on a terminal: elsewhere nobody answers, which newer Javas say by the end of the input. */
    @SuppressWarnings("SystemConsoleNull")
    private static Optional<char[]> passphrase(String question) {
        Console console = System.console();
        return console == null ? Optional.empty() : Optional.ofNullable(console.readPassword("%s", question));
    }
}
