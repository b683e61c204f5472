package io.mediaup.notify;

import io.mediaup.plan.HookSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program for a notice, which stands on its standard input as one line of JSON, and in the environment as {@code
 * MEDIAUP_HOOK_EVENT}, {@code MEDIAUP_HOOK_TEXT} and so on. What it prints goes nowhere.
 */
final class CommandHook {

    private final Map<String, String> environment;

    CommandHook(Map<String, String> environment) {
        this.environment = environment;
    }

    void deliver(HookSpec.Command hook, Duration timeout, Notice notice) throws NoticeException {
        Process process = start(hook, notice);
        try {
            tell(process, notice);
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new NoticeException("not at its end in time", false);
            }
            if (process.exitValue() != 0) {
                throw new NoticeException("exit code " + process.exitValue(), false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoticeException("interrupted", false);
        } finally {
            // What it started goes with it, when it is given up; of one that has ended there is nothing to end.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start(HookSpec.Command hook, Notice notice) throws NoticeException {
        ProcessBuilder builder = new ProcessBuilder(hook.command())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        Map<String, String> variables = builder.environment();
        variables.clear();
        variables.putAll(environment);
        notice.fields()
                .forEach((name, value) -> variables.put(
                        "MEDIAUP_HOOK_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), value.replace('\0', ' ')));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new NoticeException("the program cannot be started", true);
        }
    }

    private static void tell(Process process, Notice notice) {
        try (OutputStream in = process.getOutputStream()) {
            in.write((Bodies.json(notice) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It need not read what it is told; whether it did its work, its exit code says.
        }
    }
}
