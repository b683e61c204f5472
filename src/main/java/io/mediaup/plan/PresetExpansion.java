package io.mediaup.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the checks of presets in the place of {@code {preset: NAME, with: {…}}}, before the format is checked: whatever
 * reads the plan sees plain requests and commands. All that is wrong with them is said of the plan's own line. An unknown
 * preset stays where it is, for the format check to refuse.
 */
final class PresetExpansion {

    private static final Pattern PARAMETER = Pattern.compile("\\$\\{([a-z-]+)}");
    private static final String PRESET = "preset";
    private static final String WITH = "with";
    private static final String ADDRESS = "address";

    private final List<Problem> problems;

    PresetExpansion(List<Problem> problems) {
        this.problems = problems;
    }

    /** The plan without presets. */
    Tree root(Tree tree) {
        Tree probes = below(tree, "probes", section -> {
            Tree health = below(section, "health", check -> check(check, "health"));
            Tree version = below(health, "version", check -> check(check, "version"));
            return below(version, "sessions", this::counters);
        });
        return below(probes, "drain", this::drain);
    }

    private Tree counters(Tree tree) {
        return tree instanceof Tree.Items items
                ? new Tree.Items(
                        items.place(),
                        items.items().stream()
                                .map(item -> check(item, "sessions"))
                                .toList())
                : tree;
    }

    /** A preset for enter knows the undoing and the reading back, too. */
    private Tree drain(Tree tree) {
        Tree whole = tree;
        if (tree instanceof Tree.Fields fields
                && fields.get("enter").orElse(tree) instanceof Tree.Fields enter
                && preset(enter)
                        .filter(preset -> preset.checks().containsKey("enter"))
                        .isPresent()) {
            Map<String, Tree.Field> all = new LinkedHashMap<>();
            enter.get(PRESET).ifPresent(name -> all.put(PRESET, new Tree.Field(name.place(), name)));
            enter.get(WITH).ifPresent(with -> all.put(WITH, new Tree.Field(with.place(), with)));
            Tree.Fields same = new Tree.Fields(enter.place(), all);
            for (String key : List.of("leave", "read-back")) {
                whole = fields.get(key).isPresent()
                        ? whole
                        : ((Tree.Fields) whole).with(key, new Tree.Field(enter.place(), same));
            }
        }
        for (String key : List.of("enter", "leave", "read-back")) {
            whole = below(whole, key, check -> check(check, key));
        }
        return whole;
    }

    private static Tree below(Tree tree, String key, UnaryOperator<Tree> change) {
        if (!(tree instanceof Tree.Fields fields) || !fields.fields().containsKey(key)) {
            return tree;
        }
        Tree.Field field = fields.fields().get(key);
        return fields.with(key, new Tree.Field(field.keyPlace(), change.apply(field.value())));
    }

    private static Optional<Preset> preset(Tree.Fields section) {
        return section.get(PRESET)
                .filter(Tree.Text.class::isInstance)
                .flatMap(name -> Presets.named(((Tree.Text) name).value()));
    }

    private Tree check(Tree tree, String what) {
        if (!(tree instanceof Tree.Fields section)) {
            return tree;
        }
        if (section.get(PRESET).isEmpty()) {
            section.get(WITH)
                    .ifPresent(with -> refuse(
                            with.place(),
                            "Expected a preset beside with, but found none. Add preset: NAME, or remove with."));
            return tree;
        }
        return preset(section).map(preset -> expanded(section, preset, what)).orElse(section);
    }

    private Tree expanded(Tree.Fields section, Preset preset, String what) {
        Place place = section.get(PRESET).orElse(section).place();
        Map<String, Tree.Field> rest = new LinkedHashMap<>(section.fields());
        rest.remove(PRESET);
        rest.remove(WITH);
        Tree.Fields check = preset.checks().get(what);
        Optional<String> other = List.of("http", "ssh", "prometheus").stream()
                .filter(rest::containsKey)
                .findFirst();
        if (check == null || other.isPresent()) {
            refuse(
                    place,
                    other.map(way -> "Expected preset or " + way + ", but found both. Keep one of them.")
                            .orElseGet(() -> preset.lacks(what)));
            return new Tree.Fields(section.place(), rest, Set.of(PRESET));
        }
        Map<String, String> values = new TreeMap<>(preset.parameters());
        boolean direct =
                section.get(WITH).map(with -> take(with, preset, values)).orElse(false);
        check.fields()
                .forEach((way, field) ->
                        rest.put(way, new Tree.Field(place, filled(field.value(), place, values, direct))));
        return new Tree.Fields(section.place(), rest, section.refused());
    }

    /** Takes the parameters over; whether they say an address, to which no tunnel is needed. */
    private boolean take(Tree with, Preset preset, Map<String, String> values) {
        if (!(with instanceof Tree.Fields fields)) {
            refuse(
                    with.place(),
                    "Expected names with text values in with, but found " + with.shown() + ". Write {port: …}.");
            return false;
        }
        fields.fields().forEach((name, field) -> {
            if (!preset.parameters().containsKey(name)) {
                refuse(
                        field.keyPlace(),
                        "Expected a parameter of the preset " + preset.name() + ", but found " + Texts.quoted(name)
                                + "."
                                + (preset.parameters().isEmpty()
                                        ? " It has none."
                                        : " Known are "
                                                + String.join(
                                                        ", ",
                                                        preset.parameters().keySet()) + "."));
            } else if (field.value() instanceof Tree.Text text) {
                values.put(name, text.value());
            } else {
                refuse(
                        field.value().place(),
                        "Expected text, but found " + field.value().shown() + ". Write one value.");
            }
        });
        return fields.fields().containsKey(ADDRESS);
    }

    private static Tree filled(Tree tree, Place place, Map<String, String> values, boolean direct) {
        if (tree instanceof Tree.Fields fields) {
            Map<String, Tree.Field> all = new LinkedHashMap<>();
            fields.fields().forEach((key, field) -> {
                if (!direct || !key.equals("via")) {
                    all.put(key, new Tree.Field(place, filled(field.value(), place, values, direct)));
                }
            });
            return new Tree.Fields(place, all);
        }
        if (tree instanceof Tree.Items items) {
            List<Tree> all = new ArrayList<>();
            items.items().forEach(item -> all.add(filled(item, place, values, direct)));
            return new Tree.Items(place, all);
        }
        Tree.Text text = (Tree.Text) tree;
        String value = PARAMETER
                .matcher(text.value())
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
        return new Tree.Text(place, value, text.scalar());
    }

    private void refuse(Place place, String message) {
        problems.add(new Problem(place, message));
    }
}
