package io.mediaup.probe.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.ServerException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Runs several commands on a host at once, each distinct one once. Never throws. Safe for use by several threads. */
final class CommandQuestions {

    private final Commands commands;
    private final Supplier<Instant> clock;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "mediaup-ssh-probe");
        thread.setDaemon(true);
        return thread;
    });

    CommandQuestions(Commands commands, Supplier<Instant> clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /** The answers; an interrupt gives up on those that are missing, which then have no entry. */
    Map<SshCheck, Answer> ask(Host host, Stream<SshCheck> checks) {
        List<SshCheck> distinct = checks.distinct().toList();
        Map<SshCheck, Answer> answers = new HashMap<>();
        if (distinct.size() == 1) {
            answers.put(distinct.get(0), answer(distinct.get(0), host));
            return answers;
        }
        Map<SshCheck, Future<Answer>> running = new LinkedHashMap<>();
        distinct.forEach(check -> running.put(check, threads.submit(() -> answer(check, host))));
        try {
            for (Map.Entry<SshCheck, Future<Answer>> entry : running.entrySet()) {
                answers.put(entry.getKey(), entry.getValue().get());
            }
        } catch (InterruptedException e) {
            running.values().forEach(future -> future.cancel(true));
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected every answer to complete normally, but one did not.", e);
        }
        return answers;
    }

    private Answer answer(SshCheck check, Host host) {
        Instant at = clock.get();
        try {
            return new Answer.Given(at, commands.run(check, host));
        } catch (ServerException e) {
            return new Answer.Missing(at, Commands.line(String.valueOf(e.getMessage())));
        }
    }
}
