package io.mediaup.console.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema (2020-12) of every line that {@link JsonLines} makes, with what each of them means. */
public final class EventSchema {

    private EventSchema() {}

    /** The schema as text, ending with a line break. */
    public static String json() {
        try (InputStream in = EventSchema.class.getResourceAsStream("events.schema.json")) {
            if (in == null) {
                throw new IllegalStateException("Expected events.schema.json beside this class, but found none.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
