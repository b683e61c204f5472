package io.mediaup.app;

import io.mediaup.engine.RealTimeline;
import io.mediaup.journal.file.PlanLock;
import io.mediaup.journal.file.PlanState;
import io.mediaup.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Where runs are kept, and who may run one. */
final class PlanStates {

    /** Somebody who looks has the lock for an instant, too. */
    private static final int TRIES = 5;

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PlanStates() {}

    static PlanState of(Plan plan, Home home) {
        return new PlanState(home.state().resolve(plan.name()));
    }

    /** Of every plan that ran here, by name. */
    static List<PlanState> all(Home home) {
        try (Stream<Path> entries = Files.list(home.state())) {
            return entries.filter(entry -> Files.isDirectory(entry) && !entry.equals(home.labs()))
                    .sorted()
                    .map(PlanState::new)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new Refusal(
                    Exit.FAILED, "Expected to list " + home.state() + ", but found: " + e + ". Check its permissions.");
        }
    }

    /** Takes the plan's lock, or refuses naming the one who has it. */
    static PlanLock lock(PlanState state, Plan plan, Home home, RealTimeline timeline) throws InterruptedException {
        for (int i = 0; i < TRIES; i++) {
            Optional<PlanLock> lock = state.lock(home.owner(), timeline.now(), "apply");
            if (lock.isPresent()) {
                return lock.get();
            }
            boolean[] over = {false};
            timeline.at(timeline.now().plus(BETWEEN_TRIES), () -> over[0] = true);
            timeline.runUntil(() -> over[0]);
        }
        throw new Refusal(
                Exit.UNFINISHED,
                "Expected nobody else to run " + plan.name() + ", but found that "
                        + holder(state).orElse("another process")
                        + " does. Follow it with 'mediaup status', or wait until"
                        + " it has ended.");
    }

    /** Who runs the plan now. */
    static Optional<String> holder(PlanState state) {
        return state.holder().map(PlanLock.Holder::toString);
    }

    /** A new run's id: ids sort by time, and two machines do not choose the same one. */
    static String runId(Instant now, RandomGenerator random) {
        StringBuilder id = new StringBuilder(ID.format(now)).append('-');
        for (int i = 0; i < 4; i++) {
            id.append("abcdefghjkmnpqrstuvwxyz23456789".charAt(random.nextInt(31)));
        }
        return id.toString();
    }

    /** The plan file as it is, for the run's records. */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new Refusal(
                    Exit.INVALID_PLAN,
                    "Expected to read " + file + " once more, but found: " + e + ". Nothing was changed.");
        }
    }
}
