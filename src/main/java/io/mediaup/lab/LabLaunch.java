package io.mediaup.lab;

import java.util.List;
import java.util.Map;

/**
 * A wish for one host.
 *
 * @param key the idempotency key: whatever happens, one key gives at most one host
 * @param zone any name
 * @param version what the host will report
 * @param command a real server to run, see {@link LabSpec#command}; empty for the one that the lab was brought up with
 * @param tags kept with the host as they are
 * @param marks what the host carries from birth
 */
public record LabLaunch(
        String key,
        String zone,
        String version,
        List<String> command,
        Map<String, String> tags,
        Map<String, String> marks) {
    public LabLaunch {
        command = List.copyOf(command);
        tags = Map.copyOf(tags);
        marks = Map.copyOf(marks);
    }

    public static LabLaunch of(String key, String zone, String version) {
        return new LabLaunch(key, zone, version, List.of(), Map.of(), Map.of());
    }

    public LabLaunch withMarks(Map<String, String> all) {
        return new LabLaunch(key, zone, version, command, tags, all);
    }
}
