package io.mediaup.plan;

import java.time.Duration;

/**
 * What the fleet shall run, and how long a host of it may take to get there.
 *
 * @param version the version that makes a host current
 * @param bootTimeout from launch until the machine runs and its server answers
 * @param healthTimeout from registration until it is healthy in every target group
 * @param failedHosts what becomes of new hosts that never got healthy
 */
public record TargetSpec(String version, Duration bootTimeout, Duration healthTimeout, FailedHosts failedHosts) {

    /** What becomes of new hosts that never got healthy. */
    public enum FailedHosts {
        /** They are terminated. */
        TERMINATE,
        /** They are kept out of rotation for somebody to look at. */
        KEEP
    }
}
