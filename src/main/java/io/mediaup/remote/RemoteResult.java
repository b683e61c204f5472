package io.mediaup.remote;

import io.mediaup.fleet.Printable;

/**
 * How a command ended.
 *
 * @param status its exit status, from 0 to 255
 * @param output what it printed on standard output. UTF-8; from outside: never to be shown as it is
 * @param errors the same of standard error
 */
public record RemoteResult(int status, String output, String errors) {

    /** The exit statuses with which a POSIX shell says that it could not run a program, and OpenSSH that it failed. */
    public boolean couldNotRun() {
        return status == 126 || status == 127 || status == 255;
    }

    /** The exit status and the beginning of what was complained about, for people: one line that is safe to show. */
    public String described() {
        String complaint = Printable.firstLine(errors, 60);
        return "exit status " + status + (complaint.isEmpty() ? "" : ": " + complaint);
    }
}
