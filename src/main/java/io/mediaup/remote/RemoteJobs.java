package io.mediaup.remote;

import io.mediaup.fleet.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Commands on hosts that outlive the connection and mediaup itself, and run at most once per key. What is known of a job
 * is kept on the host, in directories named by its key:
 *
 * <ul>
 *   <li>making {@code KEY.claim} is what claims the key: only one caller ever can ({@code mkdir} is atomic)
 *   <li>{@code boot}: which boot of the host it was started in, by the kernel's own id
 *   <li>{@code pid} and {@code begun}: its process group's leader, and when that began, so that a number that is given out
 *       again is not taken for it
 *   <li>{@code log}: what it printed; {@code status}: its exit status, written last and in one step
 * </ul>
 *
 * <p>A job without a status whose process is gone, or whose host has booted since, has <em>failed</em>: nobody knows how far
 * it came, and it is never run again. Safe for use by several threads at once.
 */
public final class RemoteJobs {

    /** Where jobs are kept on a host, below the home directory of whoever logs in. */
    static final String DIRECTORY = ".mediaup/jobs";

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,199}");
    private static final Pattern SLASHES = Pattern.compile("[^A-Za-z0-9_.-]");

    private final RemoteShell shell;

    /** How a job stands. */
    public sealed interface Job {

        /** There is none with this key: it never started. */
        record Absent() implements Job {}

        /** It runs. {@code tail} is the end of what it has printed; from outside. */
        record Running(String tail) implements Job {}

        /** It ended by itself, with an exit status from 0 to 255. {@code tail} is the end of what it printed. */
        record Ended(int status, String tail) implements Job {}

        /** It ended without an exit status: killed, or its host has booted since. It is never run again. */
        record Died(String reason, String tail) implements Job {}
    }

    /** Jobs on the hosts that {@code shell} leads to. */
    public RemoteJobs(RemoteShell shell) {
        this.shell = shell;
    }

    /**
     * Starts a job, unless there is one with this key already, and says how it stands. Repeating this is safe.
     *
     * @param key names the job; a slash counts as a hyphen
     * @throws RemoteException when nobody knows whether it was started; ask again
     */
    public Job start(Host host, String key, List<String> argv) throws RemoteException {
        return ask(host, START, key, argv);
    }

    /** How the job with {@code key} stands. Starts nothing. */
    public Job look(Host host, String key) throws RemoteException {
        return ask(host, "", key, List.of());
    }

    private Job ask(Host host, String before, String key, List<String> argv) throws RemoteException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", before + LOOK, "mediaup", name(key)));
        command.addAll(argv);
        RemoteResult result = shell.run(host, new RemoteCommand(command, LIMIT));
        if (result.status() != 0) {
            throw new RemoteException(
                    RemoteException.Kind.LOST, "the job could not be looked at: " + result.described());
        }
        return read(result.output());
    }

    /** The name of a job's directory: nothing in a key may lead elsewhere. */
    static String name(String key) {
        String name = SLASHES.matcher(key).replaceAll("-");
        if (!KEY.matcher(name).matches()) {
            throw new IllegalArgumentException("Expected a key that can name a directory, but found one that cannot.");
        }
        return name;
    }

    private static Job read(String output) throws RemoteException {
        int end = output.indexOf('\n');
        String verdict = end < 0 ? output : output.substring(0, end);
        String tail = end < 0 ? "" : output.substring(end + 1);
        if (verdict.equals("absent")) {
            return new Job.Absent();
        }
        if (verdict.equals("running")) {
            return new Job.Running(tail);
        }
        if (verdict.matches("ended [0-9]{1,3}")) {
            return new Job.Ended(Integer.parseInt(verdict.substring("ended ".length())), tail);
        }
        if (verdict.equals("rebooted")) {
            return new Job.Died("the host has booted since it was started", tail);
        }
        if (verdict.equals("died")) {
            return new Job.Died("its process is gone and left no exit status", tail);
        }
        throw new RemoteException(RemoteException.Kind.LOST, "the host says nothing about the job that makes sense");
    }

    /**
     * {@code $1} is the job's name, and the rest is the command. {@code setsid} takes the job out of the session that ends
     * with the connection; where it is missing, ignoring the hang-up must do. (A systemd that is told to kill the
     * processes of users who have left, KillUserProcesses=yes, kills it all the same: then it has died.) The job's shell
     * waits for the command, so that its status is kept though nobody is connected.
     */
    private static final String START = """
            umask 077
            jobs=$HOME/DIRECTORY
            mkdir -p "$jobs" || exit 2
            if mkdir "$jobs/$1.claim" 2>/dev/null; then
                mkdir "$jobs/$1.new" || exit 2
                cat /proc/sys/kernel/random/boot_id > "$jobs/$1.new/boot" 2>/dev/null || echo unknown > "$jobs/$1.new/boot"
                mv "$jobs/$1.new" "$jobs/$1" || exit 2
                run='job=$1; shift; echo $$ > "$job/pid"
                    cut -d" " -f22 "/proc/$$/stat" > "$job/begun" 2>/dev/null
                    mv "$job/pid" "$job/leader"
                    mkdir "$job.claim/turn" 2>/dev/null || exit 0
                    "$@" > "$job/log" 2>&1 < /dev/null
                    echo $? > "$job/status.new"; sync "$job/status.new" 2>/dev/null; mv "$job/status.new" "$job/status"'
                name=$1
                shift
                trap '' HUP
                if command -v setsid >/dev/null 2>&1; then
                    setsid sh -c "$run" mediaup-job "$jobs/$name" "$@" > /dev/null 2>&1 < /dev/null &
                else
                    sh -c "$run" mediaup-job "$jobs/$name" "$@" > /dev/null 2>&1 < /dev/null &
                fi
                set -- "$name"
            fi
            """.replace("DIRECTORY", DIRECTORY);

    /**
     * Somebody may be starting the job at this moment, so what is claimed is waited for. A start that does not come to its
     * turn in time was cut off, and must not come to it later: whoever makes {@code turn} first, the job or the one who
     * gives it up, decides.
     */
    private static final String LOOK = """
            job=$HOME/DIRECTORY/$1
            if [ ! -d "$job.claim" ]; then echo absent; exit 0; fi
            boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null || echo unknown)
            tries=0
            while [ ! -d "$job.claim/turn" ] && [ $tries -lt 30 ]; do
                sleep 0.1 2>/dev/null || sleep 1
                tries=$((tries + 1))
            done
            if mkdir "$job.claim/turn" 2>/dev/null; then echo > "$job.claim/given-up"; fi
            leader=$(cat "$job/leader" 2>/dev/null)
            alive=no
            if [ -n "$leader" ] && kill -0 "$leader" 2>/dev/null; then
                now=$(cut -d" " -f22 "/proc/$leader/stat" 2>/dev/null)
                [ "$now" = "$(cat "$job/begun" 2>/dev/null)" ] && alive=yes
            fi
            if [ -e "$job.claim/given-up" ]; then echo died
            elif [ -e "$job/status" ]; then echo "ended $(cat "$job/status")"
            elif [ "$boot" != "$(cat "$job/boot" 2>/dev/null)" ]; then echo rebooted
            elif [ $alive = yes ]; then echo running
            elif [ -e "$job/status" ]; then echo "ended $(cat "$job/status")"
            else echo died
            fi
            tail -c 4000 "$job/log" 2>/dev/null
            exit 0
            """.replace("DIRECTORY", DIRECTORY);
}
