package io.mediaup.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The keys of the plan format as {@link Overrides} reads them, for completion. Thread-safe. */
public final class PlanKeys {
    private PlanKeys() {}

    /**
     * Every key that this version carries out and that has a value of its own, in the order of the format:
     * {@code path=} where any value may follow, {@code path=value} for each value where there are only a few. Items of
     * lists are left out: which there are, only the plan knows; a list as a whole is in.
     */
    public static List<String> settings() {
        Map<String, Key> all = new LinkedHashMap<>();
        FormatCheck.paths("", PlanFormat.ROOT, all);
        return all.entrySet().stream()
                .filter(entry -> !entry.getKey().contains("[]"))
                .filter(entry -> !entry.getValue().later())
                .flatMap(
                        entry -> settings(entry.getKey() + "=", entry.getValue().kind()))
                .toList();
    }

    private static Stream<String> settings(String path, Kind kind) {
        if (kind instanceof Kind.Choice choice) {
            return choice.values().stream().map(value -> path + value);
        }
        if (kind instanceof Kind.Flag) {
            return Stream.of(path + "true", path + "false");
        }
        return kind instanceof Kind.Section ? Stream.of() : Stream.of(path);
    }
}
