package io.mediaup.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The presets, for people. Thread-safe. */
public final class PresetCatalog {

    private PresetCatalog() {}

    /**
     * One preset in a list.
     *
     * @param name as plans write it
     * @param drain reversible, exits-at-zero or none
     * @param about one line, which also says how it is known
     */
    public record Entry(String name, String drain, String about) {}

    /** All of them. */
    public static List<Entry> all() {
        return Preset.NAMES.stream()
                .flatMap(name -> Presets.named(name).stream())
                .map(preset -> new Entry(
                        preset.name(),
                        preset.drain().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        preset.about() + "; " + preset.evidence()))
                .toList();
    }

    /** Everything of one, as its file says it: data, checks and gotchas; empty when there is none of that name. */
    public static Optional<String> page(String name) {
        return Preset.NAMES.contains(name) ? Optional.of(Presets.text(name)) : Optional.empty();
    }

    /** What somebody may have meant by {@code name}, as a sentence to append. */
    public static String meant(String name) {
        return Suggestions.sentence(name, Preset.NAMES);
    }
}
