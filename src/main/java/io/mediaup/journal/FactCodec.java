package io.mediaup.journal;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Request;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/**
 * Facts as lines of text: one JSON object with its number, time, type, version of the type, fields, and a CRC-32C of all
 * that stands before it. What was written once is read forever: a fact that gets a field gets a new version, and {@link
 * #decode} fills in what old lines lack. The names are the records' own, in kebab-case; a test reads a journal of every
 * release. Thread-safe.
 */
public final class FactCodec {

    /** The version of a type's fields where it is not 1. */
    private static final Map<String, Integer> VERSIONS =
            Map.of("request-received", 2, "run-started", 2, "action-started", 2);

    /** Reasons may hold characters, such as U+2028, that end a line for the pattern but not for the journal. */
    private static final Pattern SUM = Pattern.compile("(\\{.*),\"sum\":\"([0-9a-f]{8})\"\\}", Pattern.DOTALL);

    private static final JsonMapper MAPPER = mapper();

    private FactCodec() {}

    /**
     * A line that was read.
     *
     * @param seq its number in the journal, from 1
     * @param fact what it says
     */
    public record Entry(long seq, Fact fact) {}

    /** The line for {@code fact}, without a line break. */
    public static String encode(long seq, Fact fact) {
        ObjectNode fields = MAPPER.valueToTree(fact);
        ObjectNode line = MAPPER.createObjectNode();
        line.put("seq", seq);
        line.set("at", fields.remove("at"));
        line.put("type", typeName(fact.getClass()));
        line.put("v", version(typeName(fact.getClass())));
        line.setAll(fields);
        String text = MAPPER.writeValueAsString(line);
        return text.substring(0, text.length() - 1) + ",\"sum\":\"" + sum(text.substring(0, text.length() - 1)) + "\"}";
    }

    /**
     * Reads a line.
     *
     * @throws JournalException saying what is wrong with it, in a form that continues "but found"
     */
    public static Entry decode(String line) {
        Matcher matcher = SUM.matcher(line);
        if (!matcher.matches()) {
            throw new JournalException("a line without a checksum");
        }
        if (!sum(matcher.group(1)).equals(matcher.group(2))) {
            throw new JournalException("a line whose checksum does not match its text");
        }
        try {
            ObjectNode fields = (ObjectNode) MAPPER.readTree(matcher.group(1) + "}");
            long seq = fields.remove("seq").asLong();
            String type = fields.remove("type").asString();
            int version = fields.remove("v").asInt();
            Class<?> known = FACTS.get(type);
            if (known == null || version > version(type)) {
                throw new JournalException("a '" + type + "' of version " + version
                        + ", which a newer mediaup has written; continue the run with that one");
            }
            if (fields.get("request") instanceof ObjectNode request) {
                completed(request);
            }
            if (version < 2) {
                withDefinitions(fields);
            }
            return new Entry(seq, (Fact) MAPPER.treeToValue(fields, known));
        } catch (JacksonException | NullPointerException | ClassCastException | IllegalArgumentException e) {
            throw new JournalException("a line that cannot be read (" + firstLine(e) + ")", e);
        }
    }

    /** A request as JSON. */
    public static String encode(Request request) {
        return MAPPER.writeValueAsString(request);
    }

    /** Reads a request; empty when the text is none. */
    public static Optional<Request> decodeRequest(String text) {
        try {
            return Optional.of(MAPPER.treeToValue(completed((ObjectNode) MAPPER.readTree(text)), Request.class));
        } catch (JacksonException | NullPointerException | ClassCastException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int version(String type) {
        return VERSIONS.getOrDefault(type, 1);
    }

    /** Before version 2 there were no requests about single hosts. */
    private static ObjectNode completed(ObjectNode request) {
        if (!request.has("host")) {
            request.put("host", "");
            request.put("more", "PT0S");
        }
        return request;
    }

    /** Before version 2 there was only one way to launch. */
    private static void withDefinitions(ObjectNode fields) {
        if (fields.get("action") instanceof ObjectNode action
                && action.path("do").asString("").equals("launch")) {
            action.putObject("definition");
        }
        if (fields.has("target-version")) {
            fields.putObject("target");
            fields.path("hosts").forEach(host -> ((ObjectNode) host).putObject("definition"));
        }
    }

    private static final Map<String, Class<?>> FACTS = names(Fact.class);

    private static Map<String, Class<?>> names(Class<?> sealed) {
        Map<String, Class<?>> names = new LinkedHashMap<>();
        leaves(sealed).forEach(type -> names.put(typeName(type), type));
        return names;
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(FactCodec::leaves)
                : Stream.of(type);
    }

    /** {@code HostLost} is {@code host-lost}. */
    private static String typeName(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static String sum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static JsonMapper mapper() {
        SimpleModule words = new SimpleModule();
        asText(words, HostId.class, HostId::value, HostId::new);
        asText(words, Slot.class, Slot::toString, Slot::parse);
        words.addKeyDeserializer(HostId.class, new tools.jackson.databind.KeyDeserializer() {
            @Override
            public Object deserializeKey(String key, DeserializationContext context) {
                return new HostId(key);
            }
        });
        asMap(words, Marks.class, Marks::values, Marks::new);
        asMap(words, LaunchDefinition.class, LaunchDefinition::values, LaunchDefinition::new);
        return JsonMapper.builder()
                .addModule(words)
                .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                .addMixIn(Action.class, Verb.class)
                .addMixIn(Request.Kind.class, LowerCase.class)
                .addMixIn(io.mediaup.rollout.Outcome.class, LowerCase.class)
                .registerSubtypes(leaves(Action.class)
                        .map(type -> new NamedType(type, typeName(type)))
                        .toArray(NamedType[]::new))
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private static <T> void asText(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                out.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new ValueDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) {
                return read.apply(in.getString());
            }
        });
    }

    private static <T> void asMap(
            SimpleModule module,
            Class<T> type,
            Function<T, Map<String, String>> write,
            Function<Map<String, String>, T> read) {
        module.addSerializer(type, new ValueSerializer<T>() {
            @Override
            public void serialize(T value, JsonGenerator out, SerializationContext context) {
                out.writePOJO(write.apply(value));
            }
        });
        module.addDeserializer(type, new ValueDeserializer<T>() {
            @Override
            public T deserialize(JsonParser in, DeserializationContext context) {
                JavaType map = context.getTypeFactory().constructMapType(Map.class, String.class, String.class);
                Map<String, String> values = context.readValue(in, map);
                return read.apply(values);
            }
        });
    }

    /** Actions carry their kind as {@code do}, so that the rollout's records need no annotations. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
    private interface Verb {}

    @EnumNaming(EnumNamingStrategies.KebabCaseStrategy.class)
    private enum LowerCase {}

    /** For tests: every type that can be journaled, by its name. */
    static Map<String, Class<?>> types() {
        return FACTS;
    }
}
