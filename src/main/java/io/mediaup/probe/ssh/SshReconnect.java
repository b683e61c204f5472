package io.mediaup.probe.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.plan.ReconnectSpec;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ReconnectTeller;
import io.mediaup.probe.ServerException;
import io.mediaup.remote.RemoteShell;

/** Has a host tell its clients by a command on it, before it goes. A repetition runs the command again. Thread-safe. */
public final class SshReconnect implements ReconnectTeller {

    private final SshCheck notice;
    private final Commands commands;

    /**
     * A notice as the plan says, which must be a command there.
     *
     * @param template fills in what differs per host
     * @param shell runs the command
     */
    public SshReconnect(ReconnectSpec spec, HostTemplate template, RemoteShell shell) {
        this.notice = (SshCheck) spec.notice();
        this.commands = new Commands(shell, template);
    }

    @Override
    public void tell(Host host, String key) throws ServerException {
        SshReply.require(notice, commands.run(notice, host));
    }
}
