package io.mediaup.app;

import io.mediaup.journal.RunStore;
import io.mediaup.journal.file.FileRunStore;
import io.mediaup.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Where runs are kept. */
final class PlanStates {

    private static final DateTimeFormatter ID =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private PlanStates() {}

    static RunStore of(Plan plan, Home home) {
        return store(home.state().resolve(plan.name()));
    }

    /** Of every plan that ran here, by name. */
    static List<RunStore> all(Home home) {
        try (Stream<Path> entries = Files.list(home.state())) {
            return entries.filter(entry -> Files.isDirectory(entry) && !entry.equals(home.labs()))
                    .sorted()
                    .map(PlanStates::store)
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new Refusal(
                    Exit.FAILED, "Expected to list " + home.state() + ", but found: " + e + ". Check its permissions.");
        }
    }

    /** The one place that picks the store. */
    private static RunStore store(Path directory) {
        return new FileRunStore(directory);
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
