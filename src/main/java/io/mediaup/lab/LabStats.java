package io.mediaup.lab;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the clients of a lab have counted since it was brought up, over all restarts of the traffic.
 *
 * @param total over all versions; also counts newcomers that found no target at all, which have no version
 * @param byVersion by the version of the host that served the session
 */
public record LabStats(LabCounts total, SortedMap<String, LabCounts> byVersion) {
    static final LabStats NONE = new LabStats(LabCounts.NONE, new TreeMap<>());

    private static final String TOTAL = "total.";
    private static final String VERSION = "version.";
    private static final String OPEN = ".open";

    public LabStats {
        byVersion = Collections.unmodifiableSortedMap(new TreeMap<>(byVersion));
    }

    /** For when the traffic does not run: whatever was open then is not any more. */
    LabStats withoutOpen() {
        SortedMap<String, LabCounts> versions = new TreeMap<>();
        byVersion.forEach((version, counts) -> versions.put(version, counts.withoutOpen()));
        return new LabStats(total.withoutOpen(), versions);
    }

    Entries toEntries() {
        Entries entries = total.addTo(Entries.empty(), TOTAL);
        for (Map.Entry<String, LabCounts> version : byVersion.entrySet()) {
            entries = version.getValue().addTo(entries, VERSION + version.getKey() + ".");
        }
        return entries;
    }

    static LabStats from(Entries entries) {
        SortedMap<String, LabCounts> versions = new TreeMap<>();
        for (String key : entries.under(VERSION).keySet()) {
            if (key.endsWith(OPEN)) {
                String version = key.substring(0, key.length() - OPEN.length());
                versions.put(version, LabCounts.from(entries, VERSION + version + "."));
            }
        }
        return new LabStats(LabCounts.from(entries, TOTAL), versions);
    }
}
