package io.mediaup.journal.file;

import io.mediaup.journal.Applicant.Attempt;
import io.mediaup.journal.FactSamples;
import io.mediaup.journal.FencedException;
import io.mediaup.journal.Journal;
import io.mediaup.journal.Locks;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A process of its own that takes the plan's lock, says how that went, and appends a fact for every line it is given. */
final class LockChild implements AutoCloseable {

    static final String RUN = "20261102-090000";

    private final Process process;
    private final BufferedReader out;
    private final String answer;

    LockChild(Path directory) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes,
                        LockChild.class.getName(),
                        directory.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        answer = String.valueOf(out.readLine());
    }

    /** {@code taken EPOCH} or {@code refused HOLDER}. */
    String answer() {
        return answer;
    }

    /** Tells it to append a fact; to be followed by {@link #outcome}. */
    void append() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** {@code appended} or {@code fenced WHY}. */
    String outcome() throws IOException {
        return String.valueOf(out.readLine());
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As {@code kill -NAME} does. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    public static void main(String[] args) throws IOException {
        RunStore store = new FileRunStore(Path.of(args[0]));
        Attempt attempt =
                Locks.applicant(store.lock(), "child", new Locks.Clock()).attempt(Locks.NOON);
        if (attempt instanceof Attempt.Held held) {
            System.out.println("refused " + held.holder());
            return;
        }
        try (PlanLock lock = ((Attempt.Taken) attempt).lock()) {
            Journal journal = store.create(lock, RUN, new byte[0]).openJournal(lock, notice -> {});
            System.out.println("taken " + lock.mine().epoch());
            while (System.in.read() >= 0) {
                try {
                    journal.append(FactSamples.release010().subList(0, 1));
                    System.out.println("appended");
                } catch (FencedException e) {
                    System.out.println("fenced " + e.getMessage());
                }
            }
        }
    }
}
