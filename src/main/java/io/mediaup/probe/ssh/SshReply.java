package io.mediaup.probe.ssh;

import io.mediaup.plan.SshCheck;
import io.mediaup.probe.ServerException;
import io.mediaup.remote.RemoteResult;

/** What a command that shall do something says of it. */
final class SshReply {

    private SshReply() {}

    /** It succeeded, and printed what was expected where something was. */
    static void require(SshCheck told, RemoteResult result) throws ServerException {
        try {
            if (result.status() != 0 || (told.expect().isPresent() && !Outputs.says(told, result))) {
                String found = result.status() != 0 ? result.described() : "an output that says otherwise";
                throw failed(told, found, result.couldNotRun());
            }
        } catch (UnreadableException e) {
            throw failed(told, e.getMessage(), false);
        }
    }

    /** A program that is not there will not come by itself, hence {@code permanent}. */
    static ServerException failed(SshCheck told, String found, boolean permanent) {
        String program = told.command().get(0);
        return new ServerException(Commands.line("Expected " + program + " to succeed, but got: " + found), permanent);
    }
}
