package io.mediaup.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the presets, each of which is one file of data and documentation in {@code presets/}. */
final class Presets {

    private Presets() {}

    /** The preset of that name, if there is one. */
    static Optional<Preset> named(String name) {
        return Preset.NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    /** The file of the preset {@code name}, which must be one. */
    static String text(String name) {
        try (InputStream in = Presets.class.getResourceAsStream("presets/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("Expected the preset " + name + " in the program, but found none.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Preset read(String name) {
        Tree.Fields fields = (Tree.Fields)
                YamlReader.read("presets/" + name, text(name).getBytes(StandardCharsets.UTF_8), new ArrayList<>())
                        .orElseThrow();
        Map<String, String> parameters = new LinkedHashMap<>();
        below(fields, "parameters").forEach((key, field) -> parameters.put(key, text(field.value())));
        Map<String, Tree.Fields> checks = new LinkedHashMap<>();
        below(fields, "checks").forEach((key, field) -> checks.put(key, (Tree.Fields) field.value()));
        return new Preset(
                name,
                text(fields.get("about").orElseThrow()),
                Preset.Drain.valueOf(text(fields.get("drain").orElseThrow())
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                text(fields.get("evidence").orElseThrow()),
                parameters,
                checks);
    }

    private static Map<String, Tree.Field> below(Tree.Fields fields, String key) {
        return ((Tree.Fields) fields.get(key).orElseThrow()).fields();
    }

    private static String text(Tree tree) {
        return ((Tree.Text) tree).value();
    }
}
