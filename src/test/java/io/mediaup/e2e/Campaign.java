package io.mediaup.e2e;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.opentest4j.TestAbortedException;

/**
 * One trial of a seeded campaign over real processes: its share of the random choices, and what tells a failure how to be
 * had again. What the operating system does between two choices differs from run to run, so a rerun repeats the choices
 * and not every race.
 *
 * <ul>
 *   <li>{@code -Dmediaup.e2e.seed=N}: the choices; by default others every time
 *   <li>{@code -Dmediaup.e2e.kills=N}: how often mediaup is killed, over all labs; 33 by default
 *   <li>{@code -Dmediaup.e2e.labs=N}: how many labs share that, side by side; 3 by default
 * </ul>
 */
final class Campaign {

    static final long SEED = Long.getLong("mediaup.e2e.seed", System.nanoTime() >>> 1);
    static final int LABS = Integer.getInteger("mediaup.e2e.labs", 3);
    private static final int KILLS = Integer.getInteger("mediaup.e2e.kills", 33);

    /** In microseconds; half of all disturbances come at once, and a few wait until something has got going. */
    private static final int LONGEST_WAIT = 400_000;

    final SplittableRandom random;
    private final String name;
    private final AtomicInteger done = new AtomicInteger();

    /** The trial of this name in the lab of this number. */
    Campaign(String name, int lab) {
        this.name = name + " " + lab;
        this.random = new SplittableRandom(SEED * 1_000_003 + this.name.hashCode());
    }

    /** How often mediaup is killed in each lab. */
    static int killsPerLab() {
        return (KILLS + LABS - 1) / LABS;
    }

    /** What a trial does. */
    interface Body {
        void run() throws Exception;
    }

    /** Runs a trial; a failure says how to have it again. */
    void trial(Body body) throws Exception {
        try {
            body.run();
        } catch (TestAbortedException skipped) {
            throw skipped;
        } catch (Exception | AssertionError failure) {
            throw new AssertionError(
                    "Trial '" + name + "' failed after " + done + " disturbances. Again: mvn -B -ntp verify"
                            + " -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=CampaignIT -Dmediaup.e2e.seed="
                            + SEED
                            + " -Dmediaup.e2e.labs=" + LABS + " -Dmediaup.e2e.kills=" + KILLS,
                    failure);
        }
    }

    /** For the closing line of a trial that went well. */
    void report(String numbers) {
        System.out.println("Campaign, " + name + ": " + numbers + " (-Dmediaup.e2e.seed=" + SEED + ")");
    }

    /**
     * Lets {@code apply} come to some point of its work, or not even to its start: waits for so many lines of its output,
     * and then for a moment more.
     *
     * @return whether it is still at work
     */
    boolean letWork(Cli apply, int fewest, int most) {
        return letWork(apply, fewest, most, Cli.LIMIT);
    }

    /** The same, but for no longer than {@code limit}, where something may keep it from its work. */
    boolean letWork(Cli apply, int fewest, int most, Duration limit) {
        done.incrementAndGet();
        apply.awaitLines(fewest + random.nextInt(most - fewest + 1), limit);
        if (random.nextBoolean()) {
            LockSupport.parkNanos(random.nextInt(LONGEST_WAIT) * 1_000L);
        }
        return apply.alive();
    }
}
