package io.mediaup.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a lab looks like when it is brought up.
 *
 * @param hosts how many hosts, at least 1; they are dealt out to the zones in turn
 * @param zones zone names, at least one
 * @param version the version that the first hosts report
 * @param bootTime how long a host takes from its launch until it listens; zero or more
 * @param arrivalsPerMinute new sessions per minute for the whole lab, 0 to 60000; 0 starts no traffic
 * @param sessionMedian the median session length, more than zero
 * @param sessionP95 the 95th percentile of the session length, not less than the median
 * @param command a real server to run instead of {@link LabHost}, with {@code {{port}}}, {@code {{version}}} and
 *     {@code {{id}}} filled in; empty for the built-in one. The traffic speaks only the built-in server's protocol
 */
public record LabSpec(
        int hosts,
        List<String> zones,
        String version,
        Duration bootTime,
        int arrivalsPerMinute,
        Duration sessionMedian,
        Duration sessionP95,
        List<String> command) {

    /** A host's JVM is kept small, so it admits no more than this many sessions. */
    static final int SESSIONS_PER_HOST = 1000;

    /** @throws LabException when a value is out of its range */
    public LabSpec {
        zones = List.copyOf(zones);
        command = List.copyOf(command);
        require(hosts >= 1, "at least 1 host in a lab", String.valueOf(hosts), "Set fleet.lab.hosts.");
        require(!zones.isEmpty(), "at least one zone in a lab", "none", "Set fleet.lab.zones.");
        require(!version.isBlank(), "a version for the lab's first hosts", "none", "Set fleet.lab.version.");
        require(!bootTime.isNegative(), "a boot time of 0 or more", bootTime.toString(), "Set fleet.lab.boot-time.");
        requireRate(arrivalsPerMinute);
        require(
                sessionMedian.toMillis() > 0 && sessionP95.compareTo(sessionMedian) >= 0,
                "a session length with 0 < median <= p95",
                "median " + sessionMedian + " and p95 " + sessionP95,
                "Set fleet.lab.traffic.session-length.");
        long steady = Math.round(arrivalsPerMinute / 60_000.0 * SessionModel.meanMillis(sessionMedian, sessionP95));
        require(
                steady <= (long) hosts * SESSIONS_PER_HOST / 2,
                "at most " + SESSIONS_PER_HOST / 2 + " sessions per lab host on average",
                steady + " sessions on " + hosts + " hosts",
                "Lower fleet.lab.traffic.arrivals-per-minute or the session length.");
    }

    /** Six hosts of 1.4.2 in two zones, two arrivals a second, sessions of 12 s (median) to 40 s (p95). */
    public static LabSpec standard() {
        return new LabSpec(
                6,
                List.of("a", "b"),
                "1.4.2",
                Duration.ofSeconds(2),
                120,
                Duration.ofSeconds(12),
                Duration.ofSeconds(40),
                List.of());
    }

    static void requireRate(int arrivalsPerMinute) {
        require(
                arrivalsPerMinute >= 0 && arrivalsPerMinute <= 60_000,
                "0 to 60000 arrivals per minute",
                String.valueOf(arrivalsPerMinute),
                "Choose a rate in this range.");
    }

    Entries addTo(Entries entries) {
        Entries all = entries.with("hosts", hosts)
                .with("zones", String.join(",", zones))
                .with("version", version)
                .with("boot-time-ms", bootTime.toMillis())
                .with("arrivals-per-minute", arrivalsPerMinute)
                .with("session-median-ms", sessionMedian.toMillis())
                .with("session-p95-ms", sessionP95.toMillis());
        return addCommand(all, command);
    }

    static LabSpec from(Entries entries) {
        return new LabSpec(
                (int) entries.number("hosts", 1),
                Arrays.asList(entries.text("zones").split(",", -1)),
                entries.text("version"),
                Duration.ofMillis(entries.number("boot-time-ms", 0)),
                (int) entries.number("arrivals-per-minute", 0),
                Duration.ofMillis(entries.number("session-median-ms", 1)),
                Duration.ofMillis(entries.number("session-p95-ms", 1)),
                commandFrom(entries));
    }

    static Entries addCommand(Entries entries, List<String> command) {
        Entries all = entries;
        for (int i = 0; i < command.size(); i++) {
            all = all.with("command." + i, command.get(i));
        }
        return all;
    }

    static List<String> commandFrom(Entries entries) {
        List<String> command = new ArrayList<>();
        for (int i = 0; entries.find("command." + i).isPresent(); i++) {
            command.add(entries.text("command." + i));
        }
        return command;
    }

    private static void require(boolean holds, String expected, String found, String next) {
        if (!holds) {
            throw new LabException("Expected " + expected + ", but found " + found + ". " + next);
        }
    }
}
