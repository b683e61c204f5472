package io.mediaup.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A section of a checked plan: its values by key, with the format's defaults where there are none. */
final class Values {

    private final Tree.Fields fields;
    private final Kind.Section format;

    Values(Tree.Fields fields, Kind.Section format) {
        this.fields = fields;
        this.format = format;
    }

    Place place() {
        return fields.place();
    }

    /** Where {@code key} stands, or the section when it does not. */
    Place place(String key) {
        Tree.Field field = fields.fields().get(key);
        return field == null ? fields.place() : field.value().place();
    }

    boolean has(String key) {
        return fields.fields().containsKey(key);
    }

    /** Whether the format of this section has {@code key} at all. */
    boolean knows(String key) {
        return format.key(key).isPresent();
    }

    /** Whether {@code key} is there with a value that was refused, so that no more can be said of it. */
    boolean refused(String key) {
        return fields.refused().contains(key);
    }

    Optional<Tree> tree(String key) {
        return fields.get(key);
    }

    /** A section below; one without values when it is not there. */
    Values section(String key) {
        Kind.Section below = (Kind.Section) key(key).kind();
        Tree.Fields values =
                fields.get(key).map(Tree.Fields.class::cast).orElseGet(() -> new Tree.Fields(fields.place(), Map.of()));
        return new Values(values, below);
    }

    /** The sections of a list. */
    List<Values> sections(String key) {
        Kind.Section below = (Kind.Section) ((Kind.Listing) key(key).kind()).item();
        return items(key).stream()
                .map(item -> new Values((Tree.Fields) item, below))
                .toList();
    }

    /** The value as it is written, or the default; empty text when there is neither. */
    String text(String key) {
        return fields.get(key).map(tree -> ((Tree.Text) tree).value()).orElse(key(key).fallback());
    }

    /** The value as it is written, or {@code fallback}. */
    String text(String key, String fallback) {
        return has(key) ? text(key) : fallback;
    }

    Optional<String> optional(String key) {
        return fields.get(key).map(tree -> ((Tree.Text) tree).value());
    }

    List<String> texts(String key) {
        return items(key).stream().map(tree -> ((Tree.Text) tree).value()).toList();
    }

    /** One word or a list of them. */
    List<String> choices(String key) {
        boolean listed = fields.get(key).filter(Tree.Items.class::isInstance).isPresent();
        return listed ? texts(key) : List.of(text(key));
    }

    int whole(String key) {
        return Integer.parseInt(text(key));
    }

    OptionalInt optionalWhole(String key) {
        return has(key) ? OptionalInt.of(whole(key)) : OptionalInt.empty();
    }

    double decimal(String key) {
        String text = text(key);
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    Duration duration(String key) {
        return duration(key, key(key).fallback());
    }

    Duration duration(String key, String fallback) {
        return Kind.Span.parse(text(key, fallback)).orElse(Duration.ZERO);
    }

    Amount amount(String key, String fallback) {
        return Kind.Share.parse(text(key, fallback)).orElseThrow();
    }

    /** One amount or a list of them. */
    List<Amount> amounts(String key) {
        boolean listed = fields.get(key).filter(Tree.Items.class::isInstance).isPresent();
        List<String> texts = listed ? texts(key) : List.of(text(key));
        return texts.stream().map(text -> Kind.Share.parse(text).orElseThrow()).toList();
    }

    /** Names and their texts, in the order of the file. */
    Map<String, String> names(String key) {
        Map<String, String> names = new LinkedHashMap<>();
        fields.get(key)
                .map(Tree.Fields.class::cast)
                .ifPresent(map ->
                        map.fields().forEach((name, field) -> names.put(name, ((Tree.Text) field.value()).value())));
        return names;
    }

    private List<Tree> items(String key) {
        return fields.get(key).map(tree -> ((Tree.Items) tree).items()).orElseGet(ArrayList::new);
    }

    private Key key(String name) {
        return format.key(name)
                .orElseThrow(
                        () -> new IllegalStateException("Expected '" + name + "' in the plan format, but found none."));
    }
}
