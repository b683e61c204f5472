package io.mediaup.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The plan format as JSON Schema 2020-12, for editors: made from the same tree that the reader checks by. What a schema
 * cannot say (templates, keys that depend on each other) is left to {@code mediaup validate}. Thread-safe.
 */
public final class PlanSchema {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Any value may come from the command line. */
    private static final Map<String, Object> VARIABLE = map(
            "description",
            "Filled in from --var NAME=value.",
            "type",
            "string",
            "pattern",
            "\\{\\{\\s*var\\.[A-Za-z][A-Za-z0-9_-]*\\s*\\}\\}");

    private PlanSchema() {}

    /** The schema as text, ending with a line break. */
    public static String json() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", DIALECT);
        schema.put("title", "mediaup plan");
        schema.put("description", "An upgrade of a fleet of hosts that hold live sessions.");
        schema.putAll(of(PlanFormat.ROOT));
        schema.put("$defs", map("variable", VARIABLE));
        return MAPPER.writeValueAsString(schema) + "\n";
    }

    private static Map<String, Object> of(Kind kind) {
        if (kind instanceof Kind.Section section) {
            return section(section);
        }
        if (kind instanceof Kind.Listing listing) {
            return listing(listing);
        }
        if (kind instanceof Kind.Names) {
            // YAML reads an unquoted value as a number or a flag; the reader takes it as it is written.
            return map("type", "object", "additionalProperties", map("type", List.of("string", "number", "boolean")));
        }
        return kind instanceof Kind.Single single
                ? map("anyOf", List.of(single(single), map("$ref", "#/$defs/variable")))
                : new LinkedHashMap<>();
    }

    private static Map<String, Object> section(Kind.Section section) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Key key : section.keys()) {
            properties.put(key.name(), property(key));
            if (key.required()) {
                required.add(key.name());
            }
        }
        Map<String, Object> schema = map("type", "object", "properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(Key key) {
        if (key.later()) {
            return map("description", key.description() + " (not supported yet)", "not", Map.of());
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", key.description());
        schema.putAll(of(key.kind()));
        if (!key.fallback().isEmpty()) {
            schema.put("default", fallback(key));
        }
        return schema;
    }

    private static Object fallback(Key key) {
        boolean number = key.kind() instanceof Kind.Whole || key.kind() instanceof Kind.Share;
        if (number && key.fallback().matches("\\d+")) {
            return Long.valueOf(key.fallback());
        }
        return key.kind() instanceof Kind.Flag ? Boolean.valueOf(key.fallback()) : key.fallback();
    }

    private static Map<String, Object> listing(Kind.Listing listing) {
        Map<String, Object> array = map("type", "array", "items", of(listing.item()));
        if (listing.least() > 0) {
            array.put("minItems", listing.least());
        }
        return listing.bare() ? map("anyOf", List.of(of(listing.item()), array)) : array;
    }

    private static Map<String, Object> single(Kind.Single single) {
        if (single instanceof Kind.Words words) {
            // An unquoted 1.5 is a number to YAML, and the text 1.5 to the reader.
            return map(
                    "type",
                    List.of("string", "number"),
                    "pattern",
                    whole(words.pattern().pattern()));
        }
        if (single instanceof Kind.Whole whole) {
            return map("type", "integer", "minimum", whole.least(), "maximum", whole.most());
        }
        if (single instanceof Kind.Decimal decimal) {
            return map("type", "number", "minimum", decimal.least(), "maximum", decimal.most());
        }
        if (single instanceof Kind.Span) {
            return map("anyOf", List.of(map("const", 0), map("type", "string", "pattern", whole(Kind.Span.PATTERN))));
        }
        if (single instanceof Kind.Share share) {
            Map<String, Object> count = map("type", "integer", "minimum", share.least());
            return map("anyOf", List.of(count, map("type", "string", "pattern", whole(Kind.Share.PATTERN))));
        }
        if (single instanceof Kind.Choice choice) {
            return map("enum", choice.values());
        }
        return map("type", "boolean");
    }

    /** A pattern that matches the whole text: JSON Schema's patterns match a part. */
    private static String whole(String pattern) {
        return "^(?:" + pattern + ")$";
    }

    private static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
