package io.mediaup.console;

import java.time.Duration;
import java.util.Map;

/**
 * How a command ended: the last line of its JSON output and the closing lines for people.
 *
 * @param command plan, apply or reap
 * @param plan the plan's name
 * @param run the run's id; empty when there was none
 * @param technique as the plan spells it
 * @param outcome planned, done, nothing-to-do, unfinished, halted, aborted, declined, refused or interrupted
 * @param reason why, for people
 * @param targetVersion what makes a host current
 * @param hosts how many hosts were launched and retired, and how many are current and outdated now
 * @param sessions how many sessions ended in which way on hosts that went
 * @param duration how long the run took so far
 * @param calls the calls that this process made to the provider, by action, retries included
 * @param exit the exit code
 */
public record Summary(
        String command,
        String plan,
        String run,
        String technique,
        String outcome,
        String reason,
        String targetVersion,
        Hosts hosts,
        Sessions sessions,
        Duration duration,
        Map<String, Long> calls,
        int exit) {

    /** This summary with the provider's calls that were made. */
    public Summary calling(Map<String, Long> made) {
        return new Summary(
                command, plan, run, technique, outcome, reason, targetVersion, hosts, sessions, duration, made, exit);
    }

    /** The same of another command. */
    public Summary of(String other) {
        return new Summary(
                other, plan, run, technique, outcome, reason, targetVersion, hosts, sessions, duration, calls, exit);
    }

    /** Hosts by what became of them. */
    public record Hosts(int launched, int retired, int upgraded, int current, int outdated) {}

    /**
     * Sessions by what became of them.
     *
     * @param drained ended by themselves on hosts that were retired, as far as their number was known at the cordon
     * @param moved carried over to another host
     * @param cut open when mediaup retired the host
     * @param lost open when a host died by itself
     */
    public record Sessions(long drained, long moved, long cut, long lost) {}
}
