package io.mediaup.plan;

import java.util.LinkedHashMap;
import java.util.Map;

/** The keys of the plan format by their paths; items of lists are {@code []}. */
final class FormatKeys {

    private FormatKeys() {}

    static Map<String, Key> all() {
        Map<String, Key> all = new LinkedHashMap<>();
        FormatCheck.paths("", PlanFormat.ROOT, all);
        return all;
    }

    /** An {@code http:} has the same keys wherever it stands, so its keys count as one. */
    static String shared(String path) {
        return path.replaceFirst("^.*\\.(http\\.[a-z-]+)$", "$1");
    }
}
