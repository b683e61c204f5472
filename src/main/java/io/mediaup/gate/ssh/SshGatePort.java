package io.mediaup.gate.ssh;

import io.mediaup.fleet.GateVerdict;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.Reading;
import io.mediaup.gate.GatePort;
import io.mediaup.gate.GateReading;
import io.mediaup.gate.Judgement;
import io.mediaup.plan.Expectation;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.ssh.SshLookup;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Gates by a command on each new host. One host that fails is a fail; otherwise one that cannot be asked is an error,
 * one without data is no data, and so is no host at all. Safe for use by several threads at once.
 */
public final class SshGatePort implements GatePort {

    /** Hosts that are asked at once. */
    private static final int AT_ONCE = 16;

    private static final List<GateVerdict> WORST_FIRST =
            List.of(GateVerdict.FAIL, GateVerdict.ERROR, GateVerdict.INCONCLUSIVE);

    private final SshLookup lookup;
    private final Supplier<Instant> clock;
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, task -> {
        Thread thread = new Thread(task, "mediaup-ssh-gate");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * The gates of one plan.
     *
     * @param lookup runs the commands
     * @param clock gives the time of a reading
     */
    public SshGatePort(SshLookup lookup, Supplier<Instant> clock) {
        this.lookup = lookup;
        this.clock = clock;
    }

    @Override
    public GateReading judge(GateSpec gate, List<Host> hosts) {
        if (!(gate.request() instanceof SshCheck command)) {
            throw new IllegalArgumentException("Expected a gate over SSH, but found " + gate.request());
        }
        Instant at = clock.get();
        Map<Host, Future<Judgement>> asked = new LinkedHashMap<>();
        hosts.forEach(host -> asked.put(host, threads.submit(() -> judgement(command, gate.expect(), host))));
        Map<Host, Judgement> judged = new LinkedHashMap<>();
        try {
            for (Map.Entry<Host, Future<Judgement>> one : asked.entrySet()) {
                judged.put(one.getKey(), one.getValue().get());
            }
        } catch (InterruptedException e) {
            asked.values().forEach(future -> future.cancel(true));
            Thread.currentThread().interrupt();
            return new GateReading(GateVerdict.ERROR, "interrupted", at);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Expected every host to be judged normally, but one was not.", e);
        }
        Judgement all = all(judged);
        return new GateReading(all.verdict(), all.evidence(), at);
    }

    private Judgement judgement(SshCheck command, Optional<Expectation> expect, Host host) {
        if (expect.isPresent()) {
            Reading<Double> number = lookup.number(host, command);
            return number.value()
                    .map(value -> Judgement.of(value, expect.get()))
                    .orElseGet(() -> error(number));
        }
        Reading<Boolean> yes = lookup.confirms(host, command);
        return yes.value()
                .map(value -> value
                        ? new Judgement(GateVerdict.PASS, "yes")
                        : new Judgement(GateVerdict.FAIL, "no, expected yes"))
                .orElseGet(() -> error(yes));
    }

    private static Judgement error(Reading<?> answer) {
        return new Judgement(
                GateVerdict.ERROR, answer instanceof Reading.Unknown<?> unknown ? unknown.reason() : "no answer");
    }

    private static Judgement all(Map<Host, Judgement> judged) {
        for (GateVerdict verdict : WORST_FIRST) {
            List<Map.Entry<Host, Judgement>> such = judged.entrySet().stream()
                    .filter(one -> one.getValue().verdict() == verdict)
                    .toList();
            if (!such.isEmpty()) {
                String hosts = judged.size() > 1 ? " (" + such.size() + " of " + judged.size() + " hosts)" : "";
                return new Judgement(verdict, evidence(such.get(0)) + hosts);
            }
        }
        if (judged.isEmpty()) {
            return new Judgement(GateVerdict.INCONCLUSIVE, "no new host is in rotation");
        }
        String evidence = evidence(judged.entrySet().iterator().next());
        return new Judgement(
                GateVerdict.PASS, judged.size() == 1 ? evidence : evidence + " (" + judged.size() + " hosts pass)");
    }

    private static String evidence(Map.Entry<Host, Judgement> one) {
        return one.getKey().id() + ": " + one.getValue().evidence();
    }
}
