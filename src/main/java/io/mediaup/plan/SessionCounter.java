package io.mediaup.plan;

import java.time.Duration;

/**
 * One counter of open sessions on a host.
 *
 * @param name unique within the plan
 * @param source where the count is read
 * @param format how it is read there
 * @param threshold the host counts as empty at or below this number, 0 or more
 * @param patience how long it may take to get there
 * @param then what happens after that
 */
public record SessionCounter(
        String name, Check source, CountFormat format, long threshold, Duration patience, PatienceOutcome then) {}
