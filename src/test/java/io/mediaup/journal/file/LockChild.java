package io.mediaup.journal.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A process of its own that takes the plan's lock, says how that went, and ends when its input does. */
final class LockChild implements AutoCloseable {

    private final Process process;
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
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        answer = String.valueOf(out.readLine());
    }

    /** {@code taken EPOCH} or {@code refused HOLDER}. */
    String answer() {
        return answer;
    }

    long pid() {
        return process.pid();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }

    public static void main(String[] args) throws IOException {
        PlanState state = new PlanState(Path.of(args[0]));
        Optional<PlanLock> lock = state.lock("child@test", Instant.parse("2026-11-02T12:00:00Z"), "apply");
        System.out.println(lock.map(held -> "taken " + held.mine().epoch())
                .orElseGet(() -> "refused " + state.holder().orElseThrow()));
        while (System.in.read() >= 0) {
            // Until the parent closes the other end.
        }
        lock.ifPresent(PlanLock::close);
    }
}
