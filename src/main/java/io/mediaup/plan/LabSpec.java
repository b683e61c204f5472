package io.mediaup.plan;

import java.time.Duration;
import java.util.List;

/**
 * The embedded fleet.
 *
 * @param hosts how many hosts it starts with, at least 1
 * @param zones the zones they are spread over, at least one
 * @param version what they run at first
 * @param bootTime how long a new host takes until it answers
 * @param arrivalsPerMinute new sessions per minute over the whole fleet; 0 for no traffic
 * @param sessionLength how long they last
 * @param command starts a real server instead of the built-in one; empty for the built-in one
 */
public record LabSpec(
        int hosts,
        List<String> zones,
        String version,
        Duration bootTime,
        double arrivalsPerMinute,
        SessionModel sessionLength,
        List<String> command) {}
