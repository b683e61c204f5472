package io.mediaup.lab;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * A host of the lab: a process with the behaviour of a small media server. Run as
 * {@code java … io.mediaup.lab.LabHost --dir DIR --id ID}; what it is (version, zone, boot time) is in its
 * {@code host.properties}.
 *
 * <p>It listens on a port of its own on 127.0.0.1, once its boot time has passed, and then writes that port to its
 * {@code runtime.properties}. It ends by itself when it is no longer wanted or when its directory is gone, so that a
 * deleted lab leaves nothing behind; SIGTERM ends it at once and cuts its sessions, as with a terminated VM.
 *
 * <p>See {@link HostHandler} for its HTTP interface.
 */
public final class LabHost {
    /** Also what the kernel may queue while several hundred clients come back at once. */
    private static final int BACKLOG = 1024;

    private static final long WATCH_MILLIS = 500;

    private final LabDirectory lab;
    private final Path place;
    private final Path hostFile;

    private LabHost(LabDirectory lab, String id) {
        this.lab = lab;
        place = lab.host(id);
        hostFile = lab.hostFile(id);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 4 || !args[0].equals("--dir") || !args[2].equals("--id")) {
            System.err.println("Expected --dir DIR --id ID, but found other arguments. Use 'mediaup lab up'.");
            System.exit(64);
        }
        LabHost host = new LabHost(new LabDirectory(Path.of(args[1])), args[3]);
        Optional<FileLock> lock = FileMutex.tryHold(LabDirectory.processLockFile(host.place));
        if (lock.isEmpty()) {
            System.err.println("Expected to be the only process of host " + args[3] + ", but found another one.");
            System.exit(75);
        }
        host.run(args[3]);
        // Reached when the host is no longer wanted. Closing the lock says so, and keeps it reachable until here.
        lock.orElseThrow().release();
        System.exit(0);
    }

    private void run(String id) throws IOException, InterruptedException {
        long started = System.nanoTime();
        Entries runtime = ProcessIdentity.current().addTo(Entries.empty());
        runtime.writeTo(LabDirectory.runtimeFile(place));
        Optional<Entries> host = Entries.read(hostFile);
        long boot = Duration.ofMillis(host.map(h -> h.number("boot-time-ms", 0)).orElse(0L))
                .toNanos();
        while (wanted() && System.nanoTime() - started < boot) {
            long left = (boot - (System.nanoTime() - started)) / 1_000_000;
            Thread.sleep(Math.max(1, Math.min(WATCH_MILLIS, left)));
        }
        if (host.isPresent() && wanted()) {
            int port = listen(id, host.orElseThrow());
            runtime.with("port", port).writeTo(LabDirectory.runtimeFile(place));
        }
        while (wanted()) {
            Thread.sleep(WATCH_MILLIS);
        }
    }

    private boolean wanted() {
        try {
            return lab.exists()
                    && Entries.read(hostFile)
                            .filter(host -> host.text("wanted").equals("running"))
                            .isPresent();
        } catch (LabException unreadable) {
            // No reason to cut sessions: a file that cannot be read now may be readable in a moment.
            System.err.println(unreadable.getMessage());
            return true;
        }
    }

    private static int listen(String id, Entries host) throws IOException {
        HostSessions sessions = new HostSessions(LabSpec.SESSIONS_PER_HOST);
        HttpServer server = HttpServer.create(Loopback.port(0), BACKLOG);
        server.createContext("/", new HostHandler(id, host.text("zone"), host.text("version"), sessions));
        // One thread per open connection: sessions spend their life blocked in a read.
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        return server.getAddress().getPort();
    }
}
