package io.mediaup.probe.ssh;

import io.mediaup.fleet.Host;
import io.mediaup.remote.ssh.Shells;
import io.mediaup.remote.ssh.TestSshd;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A media server that behaves, and is asked by commands: health, version, counts, and a drain flag. */
final class CommandServer {

    final TestSshd sshd;
    final Host host;
    private final Map<String, String> counts = new ConcurrentHashMap<>();
    private volatile boolean draining;

    CommandServer(Shells shells, String version) {
        sshd = shells.server();
        host = Shells.host(sshd.port());
        sshd.on("health", call -> call.print("", 0));
        sshd.on("version", call -> call.print("server " + version + "\n", 0));
        sshd.on("count", call -> call.print(counts.get(call.line().split(" ", -1)[1]) + "\n", 0));
        sshd.on("drain", call -> {
            draining = call.line().endsWith("on");
            call.print("", 0);
        });
        sshd.on("drains", call -> call.print("", draining ? 0 : 1));
    }

    void count(String name, String printed) {
        counts.put(name, printed);
    }

    void removeDrain() {
        sshd.on("drain", call -> call.print("", 127));
        sshd.on("drains", call -> call.print("", 127));
    }
}
