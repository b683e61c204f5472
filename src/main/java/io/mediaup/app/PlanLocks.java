package io.mediaup.app;

import io.mediaup.engine.RealTimeline;
import io.mediaup.journal.Applicant;
import io.mediaup.journal.Applicant.Attempt;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.LockRecord.Terms;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.plan.Check;
import io.mediaup.plan.Durations;
import io.mediaup.plan.Plan;
import io.mediaup.rollout.Texts;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;

/** Takes a plan's lock for a command, and waits for it when that is wanted. */
final class PlanLocks {

    /** Long enough for a busy machine or a slow file system, short enough to wait for when a machine has died. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** A lab takes up to ten seconds to end a host; no call to a provider takes longer. */
    private static final Duration LONGEST_PROVIDER_CALL = Duration.ofSeconds(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** A log need not be told every second. */
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private final Terminal terminal;
    private final Home home;
    private final Plan plan;
    private final RealTimeline timeline;

    PlanLocks(Terminal terminal, Home home, Plan plan, RealTimeline timeline) {
        this.terminal = terminal;
        this.home = home;
        this.plan = plan;
        this.timeline = timeline;
    }

    /** A wait as an option spells it. */
    static Duration wait(String text) {
        return Durations.parse(text)
                .orElseThrow(() -> new Refusal(
                        Exit.USAGE,
                        "Expected --lock-wait with a duration such as 90s, 10m or 1h30m, but found '" + text + "'."));
    }

    /**
     * Takes the plan's lock, waiting up to {@code wait} for whoever has it, and keeps it renewed until the timeline is
     * closed. Refuses, naming the holder, when it is still held then.
     */
    PlanLock take(RunStore store, Duration wait) throws InterruptedException {
        Applicant applicant = new Applicant(store.lock(), wish(), terms(), timeline::monotonic);
        Countdown countdown = new Countdown(timeline.monotonic().plus(wait));
        while (true) {
            Attempt attempt = applicant.attempt(timeline.now());
            if (attempt instanceof Attempt.Taken taken) {
                countdown.over();
                taken.overtaken()
                        .ifPresent(
                                whom -> terminal.complain("The lock of " + plan.name() + " " + whom + "; taken over."));
                terminal.detail("Lock " + taken.lock().mine().epoch() + " of " + plan.name() + ".");
                Heartbeat.start(taken.lock(), plan, timeline, terminal);
                return taken.lock();
            }
            Attempt.Held held = (Attempt.Held) attempt;
            Duration left = countdown.left();
            if (left.isZero()) {
                countdown.over();
                throw new Refusal(Exit.UNFINISHED, stillHeld(held, wait));
            }
            countdown.show(held, left);
            timeline.runFor(left.compareTo(BETWEEN_LOOKS) < 0 ? left : BETWEEN_LOOKS);
        }
    }

    /** How the run ended has been said; a lock that cannot be given back ends with its lease. */
    void giveBack(PlanLock lock) {
        try {
            lock.close();
        } catch (JournalException e) {
            terminal.complain(
                    "The lock could not be given back; it is taken over when its lease has passed. " + e.getMessage());
        }
    }

    private String stillHeld(Attempt.Held held, Duration wait) {
        return "Expected nobody else to run " + plan.name() + ", but found that " + held.holder()
                + (wait.isZero() ? " does" : " still does after " + Texts.duration(wait))
                + ". Follow it with 'mediaup status', or wait until it has ended: --lock-wait 10m. If it has died where"
                + " that cannot be seen from here, waiting for " + Texts.duration(longer(held.expires()))
                + " takes its lock over.";
    }

    /** In whole seconds and a few more, so that who follows the advice waits long enough. */
    private static Duration longer(Duration time) {
        return Duration.ofSeconds(time.plusSeconds(6).toSeconds());
    }

    private Applicant.Wish wish() {
        return new Applicant.Wish(
                home.owner(), "apply", Long.toHexString(timeline.random().nextLong()));
    }

    private Terms terms() {
        String lease = home.env().getOrDefault("MEDIAUP_LEASE", "");
        Optional<Duration> given = Durations.parse(lease).filter(length -> !length.isZero());
        if (!lease.isEmpty() && given.isEmpty()) {
            throw new Refusal(
                    Exit.USAGE, "Expected MEDIAUP_LEASE to be a duration such as 30s, but found '" + lease + "'.");
        }
        return new Terms(given.orElse(LEASE), longestCall());
    }

    /** To retire a host its server is asked once more, and then the provider. */
    private Duration longestCall() {
        Duration server =
                plan.checks().map(Check::timeout).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
        // A connection that died unnoticed is found out, made anew, and the jump before it, too.
        Duration ssh = plan.needsSsh() ? plan.ssh().limits().connect().multipliedBy(4) : Duration.ZERO;
        return server.plus(ssh).plus(LONGEST_PROVIDER_CALL);
    }

    /** Tells how long is still waited: on a terminal in one line that is overwritten, in a log now and then. */
    private final class Countdown {
        private final Duration end;
        private boolean begun;
        private String shown = "";
        private Duration nextLine = Duration.ZERO;

        Countdown(Duration end) {
            this.end = end;
        }

        Duration left() {
            Duration left = end.minus(timeline.monotonic());
            return left.isNegative() ? Duration.ZERO : left;
        }

        void show(Attempt.Held held, Duration left) {
            String line = "Waiting " + Texts.duration(Duration.ofSeconds(left.toSeconds() + 1)) + " for the lock of "
                    + plan.name();
            String by = ", held by " + held.holder() + ".";
            if (terminal.cursor()) {
                // The line that is overwritten must fit the screen; who it is stands above it.
                if (!by.equals(shown)) {
                    over();
                    terminal.prose("The lock of " + plan.name() + " is held by " + held.holder() + ".");
                }
                shown = by;
                terminal.overwrite(line + " …");
            } else if (!begun || timeline.monotonic().compareTo(nextLine) >= 0) {
                terminal.say(line + by);
                nextLine = timeline.monotonic().plus(BETWEEN_LINES);
            }
            begun = true;
        }

        void over() {
            if (begun && terminal.cursor()) {
                terminal.overwrite("");
            }
        }
    }
}
