package io.mediaup.provider.aws;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.provider.ProviderException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Lists the fleet by its tags: one request a page. Whoever was seen before and is not among them, because tags vanish with
 * a terminated instance, because somebody has changed them, or because it is too new, is asked for by its id in one more.
 * Thread-safe.
 */
final class Sweep {

    private final Instances instances;
    private final Tagging tagging;
    private final InstanceReader reader;

    /** The hosts that were alive when they were seen last, as they were then. */
    private final Map<HostId, Host> known = new LinkedHashMap<>();

    /** Launched by this process and not seen yet. */
    private final Set<HostId> fresh = ConcurrentHashMap.newKeySet();

    Sweep(Instances instances, Tagging tagging, InstanceReader reader) {
        this.instances = instances;
        this.tagging = tagging;
        this.reader = reader;
    }

    /** The instances that the plan selects, as EC2 describes them. */
    List<Instance> instances() throws ProviderException {
        return instances.matching(tagging.filters());
    }

    /** The hosts; {@code target} is known where another launch definition makes another release. */
    List<Host> hosts(LaunchDefinition target) throws ProviderException {
        Map<HostId, Host> seen = new LinkedHashMap<>();
        for (Instance instance : instances()) {
            Host host = reader.host(instance, target);
            seen.put(host.id(), host);
        }
        List<HostId> missing = missing(seen);
        if (!missing.isEmpty()) {
            for (Instance instance :
                    instances.byId(missing.stream().map(HostId::value).toList())) {
                Host host = reader.host(instance, target);
                seen.put(host.id(), withItsTags(host));
            }
        }
        remember(seen);
        return new ArrayList<>(seen.values());
    }

    private synchronized List<HostId> missing(Map<HostId, Host> seen) {
        List<HostId> missing = new ArrayList<>();
        known.keySet().stream().filter(id -> !seen.containsKey(id)).forEach(missing::add);
        fresh.stream()
                .filter(id -> !seen.containsKey(id) && !known.containsKey(id))
                .forEach(missing::add);
        return missing;
    }

    /** A terminated instance has lost its tags: what they said before still holds. */
    private synchronized Host withItsTags(Host host) {
        Host before = known.get(host.id());
        if (before == null || host.state().alive() || host.marks().run().isPresent()) {
            return host;
        }
        return new Host(
                before.id(),
                before.zone(),
                before.version(),
                host.state(),
                before.launchedAt(),
                host.address(),
                before.launchKey(),
                before.marks(),
                before.definition());
    }

    private synchronized void remember(Map<HostId, Host> seen) {
        seen.forEach((id, host) -> {
            fresh.remove(id);
            if (host.state() == InstanceState.GONE) {
                known.remove(id);
            } else {
                known.put(id, host);
            }
        });
    }

    /** A host was launched, and no listing has shown it yet. */
    void launched(HostId id) {
        fresh.add(id);
    }

    boolean fresh(HostId id) {
        return fresh.contains(id);
    }

    /** The marks that hosts were last seen with. */
    synchronized Map<HostId, Marks> marks() {
        Map<HostId, Marks> marks = new HashMap<>();
        known.forEach((id, host) -> marks.put(id, host.marks()));
        return marks;
    }

    /** Marks were written, which the next listings may not show. */
    synchronized void marked(Map<HostId, Marks> marks) {
        marks.forEach((id, mark) -> known.computeIfPresent(id, (i, host) -> host.withMarks(mark)));
    }
}
