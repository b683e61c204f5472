package io.mediaup.plan;

/**
 * A key of the plan format.
 *
 * @param name in kebab-case
 * @param kind what may stand behind it
 * @param required whether a plan must have it
 * @param later whether it is designed and refused for now
 * @param fallback what holds when it is not there, as it would be written; empty when that depends on other keys, or when
 *     there is none
 * @param description one sentence
 */
record Key(String name, Kind kind, boolean required, boolean later, String fallback, String description) {

    static Key of(String name, Kind kind, String description) {
        return new Key(name, kind, false, false, "", description);
    }

    /** Designed, and refused for now. What would stand behind it is not looked at. */
    static Key later(String name, String description) {
        return new Key(name, new Kind.Anything(), false, true, "", description);
    }

    Key needed() {
        return new Key(name, kind, true, later, fallback, description);
    }

    Key or(String value) {
        return new Key(name, kind, required, later, value, description);
    }
}
