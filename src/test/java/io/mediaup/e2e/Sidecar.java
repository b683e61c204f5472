package io.mediaup.e2e;

import static org.awaitility.Awaitility.await;

import io.mediaup.lab.LabFleet;
import io.mediaup.lab.LabLaunch;
import io.mediaup.lab.LabMachine;
import io.mediaup.lab.LabSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * Gives the emulator's instances a server and a load balancer's traffic: a real lab host for each running instance, which
 * answers on the instance's private address, and real clients that open sessions on those that are healthy in every target
 * group. An instance that is terminated takes its host with it, sessions and all.
 */
final class Sidecar implements AutoCloseable {

    private final Emulator emulator;
    private final LabFleet lab;
    private final Map<String, String> hosts = new ConcurrentHashMap<>();
    private final Map<String, ServerSocket> relays = new ConcurrentHashMap<>();
    private final Set<String> registered = new HashSet<>();
    private final Set<String> ended = new HashSet<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;

    /** Starts the hosts of {@code instances}, which run {@code spec.version()}, and the traffic to them. */
    Sidecar(Emulator emulator, LabFleet lab, LabSpec spec, List<Instance> instances) throws IOException {
        this.emulator = emulator;
        this.lab = lab;
        lab.up(spec);
        List<LabMachine> free = new ArrayList<>(lab.hosts());
        for (Instance instance : instances) {
            LabMachine machine = free.stream()
                    .filter(m -> m.zone().equals(instance.placement().availabilityZone()))
                    .findFirst()
                    .orElseThrow();
            free.remove(machine);
            hosts.put(instance.instanceId(), machine.id());
            registered.add(instance.instanceId());
            relay(instance, machine);
        }
        thread = new Thread(this::follow, "sidecar");
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        while (!over.get()) {
            try {
                step();
            } catch (IOException | RuntimeException e) {
                if (!over.get()) {
                    System.err.println("Expected to follow the emulator, but found " + e);
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(150).toNanos());
        }
    }

    private void step() throws IOException {
        Map<String, Instance> running = new HashMap<>();
        for (Instance instance : emulator.ec2().describeInstances().reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .toList()) {
            if (instance.state().name() == InstanceStateName.RUNNING
                    && tag(instance, "Role").equals("sfu")) {
                running.put(instance.instanceId(), instance);
            } else if (hosts.containsKey(instance.instanceId()) && ended.add(instance.instanceId())) {
                lab.terminate(hosts.get(instance.instanceId()));
            }
        }
        Set<String> healthy = healthy();
        for (String id : List.copyOf(registered)) {
            if (!healthy.contains(id)) {
                lab.deregister(hosts.get(id));
                registered.remove(id);
            }
        }
        for (Instance instance : running.values()) {
            follow(instance, healthy.contains(instance.instanceId()));
        }
    }

    private void follow(Instance instance, boolean healthy) throws IOException {
        String id = instance.instanceId();
        if (!hosts.containsKey(id)) {
            String zone = instance.placement().availabilityZone();
            hosts.put(
                    id,
                    lab.launch(LabLaunch.of(id, zone, tag(instance, "Version"))).id());
        }
        Optional<LabMachine> machine = lab.find(hosts.get(id)).filter(m -> m.port() != 0);
        if (machine.isPresent() && !relays.containsKey(id)) {
            relay(instance, machine.get());
        }
        if (healthy && machine.isPresent() && registered.add(id)) {
            lab.register(hosts.get(id));
        }
    }

    private Set<String> healthy() {
        List<Set<String>> byGroup = emulator.groups().stream()
                .map(group ->
                        emulator
                                .elb()
                                .describeTargetHealth(r -> r.targetGroupArn(group))
                                .targetHealthDescriptions()
                                .stream()
                                .filter(target ->
                                        target.targetHealth().stateAsString().equals("healthy"))
                                .map(target -> target.target().id())
                                .collect(Collectors.toSet()))
                .toList();
        Set<String> healthy = new HashSet<>(byGroup.get(0));
        byGroup.forEach(healthy::retainAll);
        return healthy;
    }

    private static String tag(Instance instance, String name) {
        return instance.tags().stream()
                .filter(tag -> tag.key().equals(name))
                .map(Tag::value)
                .findFirst()
                .orElse("");
    }

    /** Lets the host be reached at the instance's address, as mediaup reaches it. */
    private void relay(Instance instance, LabMachine machine) throws IOException {
        InetAddress address = InetAddress.getAllByName(instance.privateIpAddress())[0];
        ServerSocket server = new ServerSocket(Emulator.PORT, 50, address);
        relays.put(instance.instanceId(), server);
        daemon(() -> {
            while (!server.isClosed()) {
                Socket from = server.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), machine.port());
                daemon(() -> copy(from, to));
                daemon(() -> copy(to, from));
            }
        });
    }

    private interface Transfer {
        void run() throws IOException;
    }

    private static void daemon(Transfer work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One side has hung up.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void copy(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    /** Waits until every instance that was terminated has taken its host with it. */
    void awaitQuiet(int hostsLeft) {
        await("hosts of the lab")
                .atMost(Cli.LIMIT)
                .until(() -> lab.hosts().stream().filter(LabMachine::alive).count() == hostsLeft);
    }

    @Override
    public void close() throws IOException {
        over.set(true);
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (ServerSocket relay : relays.values()) {
            relay.close();
        }
    }
}
