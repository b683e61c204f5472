package io.mediaup.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** What somebody may have meant. */
final class Suggestions {

    private Suggestions() {}

    /** The nearest of {@code known}, if it is near enough to be a slip. */
    static Optional<String> near(String found, Collection<String> known) {
        return near(found, known, Math.max(Math.min(2, found.length() - 2), found.length() / 3));
    }

    /** A known word that {@code found} begins with, or the other way round: "batchsize" for "batch". */
    static Optional<String> longer(String found, Collection<String> known) {
        String word = normal(found);
        return known.stream()
                .filter(candidate -> Math.min(word.length(), candidate.length()) >= 4)
                .filter(candidate ->
                        word.startsWith(normal(candidate)) || normal(candidate).startsWith(word))
                .max(Comparator.comparing(String::length));
    }

    /** The nearest of {@code known} that takes {@code most} strokes or fewer. */
    static Optional<String> near(String found, Collection<String> known, int most) {
        String word = normal(found);
        LevenshteinDistance distance = new LevenshteinDistance(Math.max(1, most));
        return known.stream()
                .filter(candidate -> distance.apply(word, normal(candidate)) >= 0)
                .min(Comparator.comparing(candidate -> distance.apply(word, normal(candidate))));
    }

    /** A sentence to append, or nothing. */
    static String sentence(String found, Collection<String> known) {
        return near(found, known).map(word -> " Did you mean '" + word + "'?").orElse("");
    }

    private static String normal(String word) {
        return word.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
