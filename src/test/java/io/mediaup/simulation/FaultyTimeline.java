package io.mediaup.simulation;

import io.mediaup.engine.Timeline;
import io.mediaup.journal.JournalException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The timeline of one process, with a clock that may be wrong and calls that go wrong on their way. The process can be
 * killed, and it can be put to sleep and wake up after another one has taken its place.
 */
final class FaultyTimeline implements Timeline {

    private enum Life {
        AWAKE,
        ASLEEP,
        DEAD
    }

    private final VirtualTimeline world;
    private final RunnerClock clock;
    private final FaultyCalls calls;
    private final List<Runnable> missed = new ArrayList<>();
    private Life life = Life.AWAKE;
    private boolean abandoned;

    FaultyTimeline(VirtualTimeline world, RunnerClock clock, FaultyCalls calls) {
        this.world = world;
        this.clock = clock;
        this.calls = calls;
    }

    void kill() {
        life = Life.DEAD;
    }

    void sleep() {
        life = Life.ASLEEP;
    }

    /** What was due in the meantime happens now, all of it. */
    void wake() {
        if (life == Life.ASLEEP) {
            life = Life.AWAKE;
            List<Runnable> due = List.copyOf(missed);
            missed.clear();
            due.forEach(task -> world.inWorld(world.now(), () -> run(task)));
        }
    }

    /**
     * Nobody runs this process any more, yet it goes on. Harsher than life: a process whose journal fails ends with the
     * first failure, while this one gets every further chance to do harm.
     */
    void abandon() {
        abandoned = true;
    }

    @Override
    public Instant now() {
        return clock.shown(world.now());
    }

    @Override
    public Duration monotonic() {
        return Duration.between(Fleets.START, world.now());
    }

    @Override
    public void at(Instant time, Runnable task) {
        world.inWorld(clock.world(time), () -> run(task));
    }

    @Override
    public <T> void submit(Callable<T> call, BiConsumer<@Nullable T, @Nullable Exception> onResult) {
        Duration queued = calls.queued();
        if (queued.isZero()) {
            make(call, onResult);
        } else {
            // A process that sleeps or is killed takes the calls with it that wait in its own queue.
            in(queued, () -> {
                if (life == Life.AWAKE && !abandoned) {
                    make(call, onResult);
                }
            });
        }
    }

    private <T> void make(Callable<T> call, BiConsumer<@Nullable T, @Nullable Exception> onResult) {
        Runnable response = response(call, onResult);
        Duration takes = calls.takes();
        in(takes, () -> run(response));
        calls.again().ifPresent(later -> in(takes.plus(later), () -> run(response)));
    }

    private <T> Runnable response(Callable<T> call, BiConsumer<@Nullable T, @Nullable Exception> onResult) {
        try {
            T result = call.call();
            return () -> onResult.accept(result, null);
        } catch (Exception e) {
            return () -> onResult.accept(null, e);
        }
    }

    private void in(Duration time, Runnable task) {
        world.inWorld(world.now().plus(time), task);
    }

    private void run(Runnable task) {
        if (life == Life.ASLEEP) {
            missed.add(task);
        } else if (life == Life.AWAKE && abandoned) {
            try {
                task.run();
            } catch (JournalException e) {
                // It may not write any more.
            }
        } else if (life == Life.AWAKE) {
            task.run();
        }
    }

    @Override
    public RandomGenerator random() {
        return world.random();
    }
}
