package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Writes marks as tags: one call for all hosts that get the same ones. Most marks are the same for a whole run or a whole
 * batch; only the slot is each host's own. Thread-safe.
 */
final class Marker {

    /** By the EC2 API reference. */
    private static final int MOST_RESOURCES = 1000;

    private final AwsClients clients;
    private final AwsCalls calls;

    Marker(AwsClients clients, AwsCalls calls) {
        this.clients = clients;
        this.calls = calls;
    }

    /**
     * Lays marks over those that are there.
     *
     * @param known the marks that a host is known to have, which need not be written again
     * @param fresh whether a host is so new that EC2 may not find it yet
     */
    void mark(Map<HostId, Marks> marks, Map<HostId, Marks> known, Predicate<HostId> fresh) throws ProviderException {
        for (Map.Entry<Map<String, String>, List<HostId>> group :
                groups(marks, known).entrySet()) {
            List<HostId> hosts = group.getValue();
            for (int from = 0; from < hosts.size(); from += MOST_RESOURCES) {
                write(group.getKey(), hosts.subList(from, Math.min(hosts.size(), from + MOST_RESOURCES)), fresh);
            }
        }
    }

    /** Hosts by what they get: first what many share, then what is left. */
    private static Map<Map<String, String>, List<HostId>> groups(Map<HostId, Marks> marks, Map<HostId, Marks> known) {
        Map<String, Map<String, List<HostId>>> byTag = new TreeMap<>();
        new TreeMap<>(marks)
                .forEach((host, mark) -> mark.values().forEach((name, value) -> {
                    Marks there = known.getOrDefault(host, Marks.NONE);
                    if (!value.equals(there.values().get(name))) {
                        byTag.computeIfAbsent(name, n -> new TreeMap<>())
                                .computeIfAbsent(value, v -> new ArrayList<>())
                                .add(host);
                    }
                }));
        Map<List<HostId>, Map<String, String>> byHosts = new java.util.LinkedHashMap<>();
        byTag.forEach((name, values) -> values.forEach((value, hosts) ->
                byHosts.computeIfAbsent(hosts, h -> new TreeMap<>()).put(name, value)));
        Map<Map<String, String>, List<HostId>> groups = new java.util.LinkedHashMap<>();
        byHosts.forEach((hosts, tags) -> groups.put(tags, hosts));
        return groups;
    }

    private void write(Map<String, String> marks, List<HostId> hosts, Predicate<HostId> fresh)
            throws ProviderException {
        try {
            calls.make(
                    ApiAction.CREATE_TAGS,
                    () -> clients.ec2()
                            .createTags(request -> request.resources(
                                            hosts.stream().map(HostId::value).toList())
                                    .tags(Tagging.tags(Tagging.of(new Marks(marks))))));
        } catch (ProviderException e) {
            if (!AwsCalls.code(e).startsWith("InvalidInstanceID")
                    && !AwsCalls.code(e).equals("InvalidID")) {
                throw e;
            }
            if (hosts.size() == 1) {
                unknown(hosts.get(0), fresh, e);
                return;
            }
            // One that is unknown keeps the others from being tagged, so each is tried for itself.
            for (HostId host : hosts) {
                write(marks, List.of(host), fresh);
            }
        }
    }

    private static void unknown(HostId host, Predicate<HostId> fresh, ProviderException failure)
            throws ProviderException {
        if (fresh.test(host)) {
            throw new ProviderException(
                    Kind.THROTTLED, "Expected EC2 to find " + host + ", but found it too new yet.", failure);
        }
    }
}
