package io.mediaup.probe.http;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of an answer, read as text or as JSON. Several readings share one answer, so JSON is parsed once. Not safe
 * for use by several threads: the thread that asked reads.
 */
final class Body {

    private static final int POINTER_SHOWN = 48;

    private final byte[] bytes;
    private @Nullable JsonNode json;

    Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The body as UTF-8 text without space around it. */
    String text() throws UnreadableException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .strip();
        } catch (CharacterCodingException e) {
            throw new UnreadableException("expected text, but the answer is not UTF-8");
        }
    }

    /** What the RFC 6901 {@code pointer} lands on; never a missing node. */
    JsonNode at(String pointer) throws UnreadableException {
        JsonNode node = json().at(compiled(pointer));
        if (node.isMissingNode()) {
            throw new UnreadableException("expected a value at " + shown(pointer) + ", but found nothing there");
        }
        return node;
    }

    /** A pointer as it is shown in reasons. */
    static String shown(String pointer) {
        return pointer.isEmpty() ? "the top" : Reasons.cut(pointer, POINTER_SHOWN);
    }

    /** What kind of value {@code node} is, for reasons: values themselves may be secrets. */
    static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case NUMBER -> "a number";
            case OBJECT -> "an object";
            case STRING -> "a string";
            default -> "nothing";
        };
    }

    /** Whether the scalar {@code node} says what {@code expected} says; numbers compare as numbers. */
    static boolean says(JsonNode node, String expected) {
        if (!node.isNumber()) {
            return node.asString().equals(expected);
        }
        try {
            return node.decimalValue().compareTo(new BigDecimal(expected)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private JsonNode json() throws UnreadableException {
        if (json == null) {
            json = parsed();
        }
        return json;
    }

    private JsonNode parsed() throws UnreadableException {
        try {
            JsonNode node = Json.MAPPER.readTree(bytes);
            if (node.isMissingNode()) {
                throw new UnreadableException("expected JSON, but the answer is empty");
            }
            return node;
        } catch (JacksonException e) {
            throw new UnreadableException("expected JSON, but the answer is something else");
        }
    }

    private static JsonPointer compiled(String pointer) throws UnreadableException {
        try {
            return JsonPointer.compile(pointer);
        } catch (IllegalArgumentException e) {
            throw new UnreadableException("expected a JSON pointer in the plan, but found " + shown(pointer));
        }
    }

    /**
     * Jackson costs start-up time, so it is loaded with the first JSON answer. Numbers stay exact, and an answer that
     * says two things under one name, or goes on after its end, is not believed.
     */
    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
