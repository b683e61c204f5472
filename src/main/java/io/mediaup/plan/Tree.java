package io.mediaup.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands in a plan file, with its places, before anything of it is understood. */
sealed interface Tree {

    Place place();

    /** For "but found …". */
    String shown();

    /** How YAML's core schema reads a scalar. */
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
        private static final int MOST_SHOWN = 60;

        @Override
        public String shown() {
            if (scalar == Scalar.NOTHING) {
                return "nothing";
            }
            String line = value.lines().findFirst().orElse("");
            return line.length() > MOST_SHOWN || line.length() < value.length()
                    ? "'" + line.substring(0, Math.min(line.length(), MOST_SHOWN)) + "…'"
                    : "'" + line + "'";
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

    /** A mapping, in the order of the file. */
    record Fields(Place place, Map<String, Field> fields) implements Tree {
        public Fields {
            fields = new LinkedHashMap<>(fields);
        }

        Optional<Tree> get(String key) {
            return Optional.ofNullable(fields.get(key)).map(Field::value);
        }

        Fields with(String key, Field field) {
            Map<String, Field> more = new LinkedHashMap<>(fields);
            more.put(key, field);
            return new Fields(place, more);
        }

        @Override
        public String shown() {
            return fields.isEmpty()
                    ? "an empty mapping"
                    : "keys (" + fields.keySet().stream().limit(4).collect(Collectors.joining(", "))
                            + (fields.size() > 4 ? ", …" : "") + ")";
        }
    }

    /**
     * A key's value.
     *
     * @param keyPlace where the key stands
     */
    record Field(Place keyPlace, Tree value) {}
}
