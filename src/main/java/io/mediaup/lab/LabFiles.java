package io.mediaup.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Small file operations, and the one way in which the lab waits. */
final class LabFiles {
    private static final long POLL_MILLIS = 20;

    private LabFiles() {}

    /** Deletes a file; whether it was there does not matter. */
    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (DirectoryNotEmptyException filledMeanwhile) {
            // A process that is on its way out wrote once more; the caller deletes the tree again.
        } catch (IOException e) {
            throw new LabException("Expected to delete " + file + ", but found " + e + ". Delete it yourself.", e);
        }
    }

    /** Deletes what is under a directory and the directory itself; {@code last} goes after everything else. */
    static void deleteTree(Path directory, Path last) {
        if (!Files.exists(directory)) {
            return;
        }
        boolean gone = await(Duration.ofSeconds(5), () -> {
            tree(directory).stream().filter(file -> !file.equals(last)).forEach(LabFiles::delete);
            return tree(directory).stream().allMatch(file -> file.equals(directory) || file.equals(last));
        });
        if (!gone) {
            throw new LabException("Expected " + directory
                    + " to be empty, but found files that come back. End what writes there and try again.");
        }
        delete(last);
        delete(directory);
    }

    /** Whether the condition became true within the bound. */
    static boolean await(Duration bound, BooleanSupplier condition) {
        long end = System.nanoTime() + bound.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LabException("Expected to wait, but found an interrupt. Run the command again.", e);
            }
        }
        return true;
    }

    /** The last lines of a log, for error messages; empty when there is none. */
    static String tail(Path log, int lines) {
        try {
            List<String> all = Files.readAllLines(log);
            return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
        } catch (IOException none) {
            return "";
        }
    }

    private static List<Path> tree(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException gone) {
            return List.of();
        } catch (IOException | UncheckedIOException vanishing) {
            return List.of(directory.resolve("unreadable"));
        }
    }
}
