package io.mediaup.lab;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * All clients of a lab in one process. Run as {@code java … io.mediaup.lab.LabTraffic --dir DIR}.
 *
 * <p>Sessions arrive at random at the desired rate and last for random times, see {@link SessionModel}; the rate is read
 * again from the directory while it runs. What each client saw is counted in {@code traffic/stats.properties}, and every
 * interruption and refusal is a line in {@code traffic/log}. Ends by itself when the lab is gone.
 */
public final class LabTraffic {
    private static final long LOOK_EVERY_MILLIS = 250;

    private LabTraffic() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2 || !args[0].equals("--dir")) {
            System.err.println("Expected --dir DIR, but found other arguments. Use 'mediaup lab traffic'.");
            System.exit(64);
        }
        LabDirectory lab = new LabDirectory(Path.of(args[1]));
        Optional<FileLock> lock = FileMutex.tryHold(LabDirectory.processLockFile(lab.traffic()));
        if (lock.isEmpty()) {
            System.err.println("Expected to be the only traffic of this lab, but found another one.");
            System.exit(75);
        }
        run(lab);
        lock.orElseThrow().release();
        System.exit(0);
    }

    private static void run(LabDirectory lab) throws IOException, InterruptedException {
        Path runtimeFile = LabDirectory.runtimeFile(lab.traffic());
        Entries runtime = ProcessIdentity.current().addTo(Entries.empty());
        runtime.with("seeded", "false").writeTo(runtimeFile);
        Optional<SessionModel> model = model(lab);
        if (model.isEmpty()) {
            return;
        }
        Random random = new Random();
        TrafficLedger ledger = new TrafficLedger(lab.statsFile());
        TrafficTargets targets = new TrafficTargets(lab, random);
        TrafficLoop loop = new TrafficLoop(targets, ledger, random, model.orElseThrow());
        Runtime.getRuntime().addShutdownHook(new Thread(ledger::close));
        targets.watch();
        Thread clients = new Thread(loop, "clients");
        clients.start();
        boolean seeded = false;
        while (model.isPresent() && clients.isAlive()) {
            loop.follow(model.orElseThrow());
            if (!seeded && loop.seeded()) {
                seeded = true;
                runtime.with("seeded", "true").writeTo(runtimeFile);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
            model = modelOr(lab, model);
        }
    }

    /** A file that cannot be read now may be readable in a moment; until then the traffic goes on as it is. */
    private static Optional<SessionModel> modelOr(LabDirectory lab, Optional<SessionModel> before) {
        try {
            return model(lab);
        } catch (LabException unreadable) {
            System.err.println(unreadable.getMessage());
            return before;
        }
    }

    /** As the lab's files say now; empty when the lab is gone. */
    private static Optional<SessionModel> model(LabDirectory lab) {
        return Entries.read(lab.labFile()).map(file -> {
            long rate = Entries.read(lab.rateFile())
                    .map(entries -> entries.number("arrivals-per-minute", 0))
                    .orElse(file.number("arrivals-per-minute", 0));
            return SessionModel.of(
                    Duration.ofMillis(file.number("session-median-ms", 1)),
                    Duration.ofMillis(file.number("session-p95-ms", 1)),
                    (int) rate);
        });
    }
}
