package io.mediaup.app;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.provider.Briefing;
import io.mediaup.provider.TargetGroupTraits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * What a plan was approved for: who asks and where, what new hosts are launched from, the target groups' attributes, and
 * which hosts there are. Never how many sessions they have or how healthy they are, which changes by itself.
 *
 * @param account {@code id} and {@code region}; empty in a world without accounts
 * @param launch what new hosts are launched from, in the provider's words
 * @param groups the attributes of each target group by its name
 * @param hosts the living hosts by their ids
 */
record Fingerprint(
        SortedMap<String, String> account,
        SortedMap<String, String> launch,
        SortedMap<String, SortedMap<String, String>> groups,
        SortedMap<String, Print> hosts) {

    private static final String NOTHING = "none";

    /**
     * What is taken of a host.
     *
     * @param version what it runs
     * @param zone where it is
     * @param targets {@code registered} or {@code not registered} by target group
     */
    record Print(String version, String zone, SortedMap<String, String> targets) {

        static Print of(ObservedHost observed) {
            SortedMap<String, String> targets = new TreeMap<>();
            observed.rotation()
                    .groups()
                    .forEach((group, state) -> targets.put(group, state.out() ? "not registered" : "registered"));
            Host host = observed.host();
            return new Print(host.version(), host.zone(), targets);
        }

        private List<String> differences(Print now) {
            List<String> lines = new ArrayList<>();
            difference("version", version, now.version).addTo(lines);
            difference("zone", zone, now.zone).addTo(lines);
            lines.addAll(values("target group ", targets, now.targets));
            return lines;
        }
    }

    static Fingerprint of(FleetSnapshot fleet, Briefing briefing) {
        SortedMap<String, String> account = new TreeMap<>();
        if (briefing.account().known()) {
            account.put("id", briefing.account().id());
            account.put("region", briefing.account().region());
        }
        SortedMap<String, SortedMap<String, String>> groups = new TreeMap<>();
        for (TargetGroupTraits group : briefing.groups()) {
            groups.put(group.name(), new TreeMap<>(group.attributes()));
        }
        SortedMap<String, Print> hosts = new TreeMap<>();
        fleet.hosts().values().stream()
                .filter(host -> host.host().state().alive())
                .forEach(host -> hosts.put(host.id().value(), Print.of(host)));
        return new Fingerprint(account, new TreeMap<>(briefing.target().values()), groups, hosts);
    }

    /** What has changed since, one line for each thing; empty when nothing has. */
    List<String> differences(Fingerprint now) {
        List<String> lines = new ArrayList<>(values("account ", account, now.account));
        lines.addAll(values("launch ", launch, now.launch));
        lines.addAll(each(groups, now.groups, (before, after) -> values("", before, after), attributes -> ""));
        lines.addAll(each(hosts, now.hosts, Print::differences, host -> ", " + host.version() + " in " + host.zone()));
        return lines;
    }

    private static <T> List<String> each(
            Map<String, T> before,
            Map<String, T> after,
            BiFunction<T, T, List<String>> differences,
            java.util.function.Function<T, String> words) {
        List<String> lines = new ArrayList<>();
        TreeMap<String, T> all = new TreeMap<>(after);
        all.putAll(before);
        all.keySet().forEach(name -> {
            T was = before.get(name);
            T is = after.get(name);
            if (is == null) {
                lines.add(name + ": gone" + (was == null ? "" : words.apply(was)));
            } else if (was == null) {
                lines.add(name + ": new" + words.apply(is));
            } else {
                differences.apply(was, is).forEach(line -> lines.add(name + ": " + line));
            }
        });
        return lines;
    }

    private static List<String> values(String prefix, Map<String, String> before, Map<String, String> after) {
        List<String> lines = new ArrayList<>();
        TreeMap<String, String> all = new TreeMap<>(after);
        all.putAll(before);
        all.keySet()
                .forEach(key -> difference(prefix + key, before.getOrDefault(key, ""), after.getOrDefault(key, ""))
                        .addTo(lines));
        return lines;
    }

    /** A value before and after. */
    private record Difference(String name, String before, String after) {
        void addTo(List<String> lines) {
            if (!before.equals(after)) {
                lines.add(name + " " + shown(before) + " → " + shown(after));
            }
        }

        private static String shown(String value) {
            return value.isEmpty() ? NOTHING : value;
        }
    }

    private static Difference difference(String name, String before, String after) {
        return new Difference(name, before, after);
    }
}
