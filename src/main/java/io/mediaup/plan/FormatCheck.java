package io.mediaup.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks a tree against the format and collects everything that is wrong. What it hands back holds only what fits, so that
 * reading can go on and find what is wrong beyond the single keys.
 */
final class FormatCheck {

    private static final String NOT_YET =
            ", which is designed but not supported yet. Remove it; CHANGELOG.md says what works.";

    private final List<Problem> problems;
    private final Set<String> required = new HashSet<>();

    FormatCheck(List<Problem> problems) {
        this.problems = problems;
    }

    /** What fits of {@code tree}. */
    Tree.Fields root(Tree tree) {
        Optional<Tree> fit = value("", PlanFormat.ROOT, tree);
        return fit.map(Tree.Fields.class::cast).orElseGet(() -> new Tree.Fields(tree.place(), Map.of()));
    }

    private Optional<Tree> value(String path, Kind kind, Tree tree) {
        if (tree instanceof Tree.Text text && Variables.unfilled(text.value())) {
            return Optional.empty();
        }
        if (kind instanceof Kind.Section section) {
            return section(path, section, tree);
        }
        if (kind instanceof Kind.Listing listing) {
            return listing(path, listing, tree);
        }
        if (kind instanceof Kind.Names) {
            return names(path, tree);
        }
        if (kind instanceof Kind.Single single) {
            return single(path, single, tree);
        }
        return Optional.of(tree);
    }

    private Optional<Tree> section(String path, Kind.Section section, Tree tree) {
        if (tree instanceof Tree.Text text && section.laterWords().contains(text.value())) {
            return refuse(
                    tree.place(),
                    "Expected " + section.expected() + named(path) + ", but found " + text.shown() + NOT_YET);
        }
        if (!(tree instanceof Tree.Fields fields)) {
            return wrong(path, section, tree, "");
        }
        Map<String, Tree.Field> fit = new LinkedHashMap<>();
        Set<String> refused = new HashSet<>(fields.refused());
        fields.fields().forEach((name, field) -> {
            Optional<Key> key = section.key(name);
            if (key.isEmpty()) {
                unknown(path, section, name, field);
            } else if (key.get().later()) {
                refused.add(name);
                refuse(
                        field.keyPlace(),
                        "Expected only keys that work" + under(path) + ", but found '" + name + "'" + NOT_YET);
            } else {
                if (key.get().required()) {
                    required.add(join(path, name));
                }
                value(join(path, name), key.get().kind(), field.value())
                        .ifPresentOrElse(
                                value -> fit.put(name, new Tree.Field(field.keyPlace(), value)),
                                () -> refused.add(name));
            }
        });
        for (Key key : section.keys()) {
            if (key.required() && !fields.fields().containsKey(key.name())) {
                refuse(
                        fields.place(),
                        "Expected the key '" + key.name() + "'" + under(path) + ", but found none. Add "
                                + join(path, key.name()) + ": " + key.kind().expected() + ".");
            }
        }
        return Optional.of(new Tree.Fields(fields.place(), fit, refused));
    }

    private void unknown(String path, Kind.Section section, String name, Tree.Field field) {
        List<String> all = section.keys().stream().map(Key::name).toList();
        List<String> known = section.keys().stream()
                .filter(key -> !key.later())
                .map(Key::name)
                .toList();
        // One stroke off is a slip; a word that is at home elsewhere is none; beyond that it is a guess.
        String next = Suggestions.near(name, all, 1)
                .map(FormatCheck::meant)
                .or(() -> elsewhere(name))
                .or(() -> Suggestions.near(name, all).map(FormatCheck::meant))
                .or(() -> Suggestions.longer(name, all).map(FormatCheck::meant))
                .orElse("");
        refuse(
                field.keyPlace(),
                "Expected a known key" + under(path) + ", but found " + Texts.quoted(name) + "."
                        + (next.isEmpty() ? " Known are " + String.join(", ", known) + "." : next));
    }

    private static String meant(String word) {
        return " Did you mean '" + word + "'?";
    }

    /** A key that is at home in another place is indented wrongly more often than misspelt. */
    private static Optional<String> elsewhere(String name) {
        Map<String, Key> all = new TreeMap<>();
        paths("", PlanFormat.ROOT, all);
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name) || entry.getKey().endsWith("." + name))
                .min(Comparator.comparing((Map.Entry<String, Key> entry) ->
                                entry.getValue().later())
                        .thenComparing(entry ->
                                entry.getKey().chars().filter(c -> c == '.').count()))
                .map(entry -> " It belongs at " + entry.getKey() + ".");
    }

    /** Every path of the format with its key; items of lists are {@code []}. */
    static void paths(String path, Kind kind, Map<String, Key> all) {
        if (kind instanceof Kind.Section section) {
            for (Key key : section.keys()) {
                all.put(join(path, key.name()), key);
                paths(join(path, key.name()), key.kind(), all);
            }
        } else if (kind instanceof Kind.Listing listing) {
            paths(path + "[]", listing.item(), all);
        }
    }

    private Optional<Tree> listing(String path, Kind.Listing listing, Tree tree) {
        if (listing.bare() && tree instanceof Tree.Text) {
            return value(path, listing.item(), tree);
        }
        if (!(tree instanceof Tree.Items list)) {
            return wrong(path, listing, tree, "");
        }
        if (list.items().size() < listing.least()) {
            return refuse(
                    tree.place(),
                    "Expected at least " + listing.least() + " item" + (listing.least() == 1 ? "" : "s") + named(path)
                            + ", but found " + list.items().size() + ". Add "
                            + listing.item().expected() + ".");
        }
        List<Tree> fit = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            value(path + "[" + i + "]", listing.item(), list.items().get(i)).ifPresent(fit::add);
        }
        return fit.size() < listing.least() ? Optional.empty() : Optional.of(new Tree.Items(tree.place(), fit));
    }

    private Optional<Tree> names(String path, Tree tree) {
        if (!(tree instanceof Tree.Fields fields)) {
            return hidden(path, tree, "something else");
        }
        Optional<Tree> fit = Optional.of(tree);
        for (Map.Entry<String, Tree.Field> entry : fields.fields().entrySet()) {
            Tree value = entry.getValue().value();
            if (!(value instanceof Tree.Text text)) {
                fit = hidden(join(path, entry.getKey()), value, "a list or a mapping");
            } else if (text.scalar() == Tree.Scalar.NOTHING) {
                fit = hidden(join(path, entry.getKey()), value, "nothing");
            }
        }
        return fit;
    }

    /** A header may be a secret, so what was found is not shown. */
    private Optional<Tree> hidden(String path, Tree tree, String found) {
        return refuse(
                tree.place(),
                "Expected " + new Kind.Names().expected() + named(path) + ", but found " + found
                        + ". Write 'Name: value', and quote the value.");
    }

    private Optional<Tree> single(String path, Kind.Single single, Tree tree) {
        if (tree instanceof Tree.Text text && text.scalar() != Tree.Scalar.NOTHING && single.fits(text.value())) {
            return Optional.of(tree);
        }
        if (single instanceof Kind.Choice choice && tree instanceof Tree.Text text) {
            if (choice.later().contains(text.value())) {
                return refuse(
                        tree.place(),
                        "Expected " + choice.expected() + named(path) + ", but found " + text.shown() + NOT_YET);
            }
            return wrong(path, single, tree, Suggestions.sentence(text.value(), choice.values()));
        }
        return wrong(path, single, tree, hint(single, tree));
    }

    private static String hint(Kind.Single single, Tree tree) {
        if (single instanceof Kind.Span
                && tree instanceof Tree.Text text
                && text.value().matches("\\d{1,7}")) {
            return Kind.Span.parse(text.value()).isPresent() ? "" : " Add a unit: " + text.value() + "s?";
        }
        return "";
    }

    private Optional<Tree> wrong(String path, Kind kind, Tree tree, String next) {
        return refuse(
                tree.place(),
                "Expected " + kind.expected() + named(path) + ", but found " + tree.shown() + "."
                        + (next.isEmpty()
                                ? (required.contains(path) ? " Change it." : " Change it, or remove the key.")
                                : next));
    }

    private static String named(String path) {
        return path.isEmpty() ? "" : " at " + path;
    }

    private static String under(String path) {
        return path.isEmpty() ? "" : " under " + path;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private Optional<Tree> refuse(Place place, String message) {
        problems.add(new Problem(place, message));
        return Optional.empty();
    }
}
