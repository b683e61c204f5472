package io.mediaup.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What stands in a plan file, with its places, before anything of it is understood. */
sealed interface Tree {

    Place place();

    /** For "but found …". */
    String shown();

    /** How YAML's JSON schema, which has neither yes nor ~ nor merged keys, reads a scalar. */
    enum Scalar {
        TEXT,
        NUMBER,
        FLAG,
        NOTHING
    }

    /**
     * A scalar, as it is written: {@code 1.10} stays {@code 1.10}.
     *
     * @param value the text
     * @param scalar what it is by YAML's rules
     */
    record Text(Place place, String value, Scalar scalar) implements Tree {
        @Override
        public String shown() {
            return scalar == Scalar.NOTHING ? "nothing" : Texts.quoted(value);
        }
    }

    /** A list. */
    record Items(Place place, List<Tree> items) implements Tree {
        public Items {
            items = List.copyOf(items);
        }

        @Override
        public String shown() {
            return "a list";
        }
    }

    /**
     * A mapping, in the order of the file.
     *
     * @param refused keys that are there, but with a value that was refused: what is said of missing keys does not hold for
     *     them
     */
    record Fields(Place place, Map<String, Field> fields, Set<String> refused) implements Tree {
        public Fields {
            fields = new LinkedHashMap<>(fields);
            refused = Set.copyOf(refused);
        }

        Fields(Place place, Map<String, Field> fields) {
            this(place, fields, Set.of());
        }

        Optional<Tree> get(String key) {
            return Optional.ofNullable(fields.get(key)).map(Field::value);
        }

        Fields with(String key, Field field) {
            Map<String, Field> more = new LinkedHashMap<>(fields);
            more.put(key, field);
            return new Fields(place, more, refused);
        }

        @Override
        public String shown() {
            return fields.isEmpty() ? "an empty mapping" : "a mapping";
        }
    }

    /**
     * A key's value.
     *
     * @param keyPlace where the key stands
     */
    record Field(Place keyPlace, Tree value) {}
}
