package io.mediaup.probe.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Printable;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import io.mediaup.remote.RemoteCommand;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteResult;
import io.mediaup.remote.RemoteShell;
import java.util.ArrayList;
import java.util.List;

/** Fills in and runs the commands of a plan. Safe for use by several threads at once. */
final class Commands {

    /** The longest reason, in characters. */
    private static final int LONGEST = 120;

    private final RemoteShell shell;
    private final HostTemplate template;

    Commands(RemoteShell shell, HostTemplate template) {
        this.shell = shell;
        this.template = template;
    }

    RemoteResult run(SshCheck check, Host host) throws ServerException {
        List<String> argv = new ArrayList<>();
        for (String word : check.command()) {
            argv.add(template.argument(word, host));
        }
        try {
            return shell.run(host, new RemoteCommand(argv, check.timeout()));
        } catch (RemoteException e) {
            throw new ServerException(Printable.line(e.getMessage(), LONGEST), e.permanent());
        }
    }

    static String line(String text) {
        return Printable.line(text, LONGEST);
    }
}
