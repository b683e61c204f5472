package io.mediaup.plan;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** How a count is read from an answer. */
public sealed interface CountFormat {

    /** JSON: the values at the request's pointers, added up; an array counts as its length. */
    record Json() implements CountFormat {}

    /** What a command printed, as a whole: one whole number and nothing else. */
    record Output() implements CountFormat {}

    /**
     * Text that matches a regular expression exactly once; its one group is the count.
     *
     * @param regex a {@link java.util.regex.Pattern}, in which ^ and $ match at lines
     */
    record Text(String regex) implements CountFormat {}

    /**
     * A metric in the Prometheus text format or OpenMetrics: the samples of that name with those labels, added up.
     *
     * @param name the samples' name
     * @param labels what their labels must say; other labels may say anything
     */
    record Metric(String name, Map<String, String> labels) implements CountFormat {
        /** Copies the map in the order of the names. */
        public Metric {
            labels = Collections.unmodifiableMap(new TreeMap<>(labels));
        }
    }
}
