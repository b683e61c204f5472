package io.mediaup.app;

import io.mediaup.journal.RunStore;
import io.mediaup.journal.file.FileRunStore;
import io.mediaup.journal.s3.S3RunStore;
import io.mediaup.plan.Plan;
import io.mediaup.plan.StateSpec;
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

    /** In a plan's local directory: where else its runs are. */
    private static final String ELSEWHERE = "elsewhere";

    private PlanStates() {}

    static RunStore of(Plan plan, Home home) {
        return store(plan.state(), plan.name(), home);
    }

    /** Remembers here that the plan's runs are kept elsewhere, for whoever asks what ran here. */
    static void remember(Plan plan, Home home) {
        if (plan.state() instanceof StateSpec.Local) {
            return;
        }
        Path pointer = home.state().resolve(plan.name()).resolve(ELSEWHERE);
        try {
            Files.createDirectories(home.state().resolve(plan.name()));
            Files.writeString(pointer, plan.state() + "\n");
        } catch (IOException e) {
            throw new Refusal(
                    Exit.FAILED, "Expected to write " + pointer + ", but found: " + e + ". Check its permissions.");
        }
    }

    /** Of every plan that ran here, by name. */
    static List<RunStore> all(Home home) {
        try (Stream<Path> entries = Files.list(home.state())) {
            return entries.filter(entry -> Files.isDirectory(entry) && !entry.equals(home.labs()))
                    .sorted()
                    .flatMap(directory -> stores(directory, home))
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new Refusal(
                    Exit.FAILED, "Expected to list " + home.state() + ", but found: " + e + ". Check its permissions.");
        }
    }

    /** A plan may have moved its state, so that there are runs in two places. */
    private static Stream<RunStore> stores(Path directory, Home home) {
        String plan = String.valueOf(directory.getFileName());
        Stream<RunStore> here = Stream.of(store(new StateSpec.Local(), plan, home));
        Path pointer = directory.resolve(ELSEWHERE);
        try {
            return Stream.concat(
                    here,
                    Stream.of(store(StateSpec.parse(Files.readString(pointer).strip()), plan, home)));
        } catch (IOException none) {
            return here;
        }
    }

    /** The one place that picks the store. Classes of the AWS SDK are loaded only where a plan says s3. */
    private static RunStore store(StateSpec state, String plan, Home home) {
        if (state instanceof StateSpec.S3 s3) {
            return S3RunStore.of(s3.bucket(), s3.prefix(), plan, home.env());
        }
        Path directory = state instanceof StateSpec.Directory shared ? Path.of(shared.path()) : home.state();
        return new FileRunStore(directory.resolve(plan));
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
