package io.mediaup.plan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads YAML 1.2 into a {@link Tree}. Jackson's YAML binding is not used, because it gives no position for unknown keys of
 * records and turns {@code 1.10} into 1.1; its parser, SnakeYAML Engine, is.
 */
final class YamlReader {

    /** No plan comes near these; a file that does is a mistake, or an attack by aliases that multiply. */
    static final int MOST_BYTES = 1 << 20;

    private static final int MOST_NODES = 20_000;
    private static final int MOST_DEPTH = 40;
    private static final Set<Tag> PLAIN = Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);

    private final String source;
    private final List<Problem> problems;
    private int nodes;
    private boolean hopeless;

    private YamlReader(String source, List<Problem> problems) {
        this.source = source;
        this.problems = problems;
    }

    /** The one document in {@code bytes}; empty when a problem makes reading on pointless. */
    static Optional<Tree> read(String source, byte[] bytes, List<Problem> problems) {
        YamlReader reader = new YamlReader(source, problems);
        return reader.decode(bytes).flatMap(reader::document);
    }

    /** A flow value such as {@code [1, 5%]} of an option, every part of which stands at {@code place}. */
    static Optional<Tree> value(Place place, String text, List<Problem> problems) {
        List<Problem> found = new ArrayList<>();
        Optional<Tree> tree = new YamlReader(place.source(), found).document(text);
        found.forEach(problem -> problems.add(new Problem(place, problem.message())));
        return tree;
    }

    private Optional<String> decode(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            return refuse(start(), "Expected a plan of at most 1 MiB, but found more. Is it the right file?");
        }
        if (bytes.length >= 2 && (bytes[0] == 0 || bytes[1] == 0 || (bytes[0] & 0xff) >= 0xfe)) {
            return refuse(start(), "Expected UTF-8, but found UTF-16 or UTF-32. Save the file as UTF-8.");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return refuse(
                    start(), "Expected UTF-8, but found other bytes. Save the file as UTF-8; is it a plan at all?");
        }
    }

    private Optional<Tree> document(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source)
                .setUseMarks(true)
                .setAllowNonScalarKeys(true)
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(MOST_BYTES)
                .build();
        try {
            if (!bounded(settings, text)) {
                return Optional.empty();
            }
            Iterator<Node> documents =
                    new Compose(settings).composeAllFromString(text).iterator();
            if (!documents.hasNext()) {
                return refuse(
                        start(),
                        "Expected a plan, but found nothing in the file. Begin with 'apiVersion: mediaup/v1'.");
            }
            Node first = documents.next();
            if (documents.hasNext()) {
                Place second = place(documents.next());
                return refuse(
                        second, "Expected one plan in a file, but found a second document. Give it a file of its own.");
            }
            Tree tree = tree(first, 0);
            return hopeless ? Optional.empty() : Optional.ofNullable(tree);
        } catch (MarkedYamlEngineException e) {
            Place place =
                    e.getProblemMark().or(e::getContextMark).map(this::place).orElse(start());
            return refuse(place, syntax(String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            String message = String.valueOf(e.getMessage())
                    .lines()
                    .findFirst()
                    .orElse("")
                    .replaceFirst("\\.$", "");
            return refuse(start(), "Expected YAML, but found: " + message + ". Is it the right file?");
        }
    }

    /** What the parser found, in the words of somebody who edits the file. */
    private static String syntax(String problem) {
        if (problem.contains("TAB")) {
            return "Expected spaces, but found a tab. Replace it.";
        }
        if (problem.startsWith("expected <block end>")) {
            return "Expected lines that belong together to begin in one column, but found one that does not. Align it.";
        }
        if (problem.startsWith("expected ',' or")) {
            return "Expected a comma or a closing bracket, but found neither. Close what was opened before, or quote the value.";
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return "Expected one key on a line, but found another colon. Quote the value, or check the indent.";
        }
        if (problem.contains("unexpected end of stream")) {
            return "Expected the end of what was opened, but found the end of the file. Close the quote or the bracket.";
        }
        return "Expected YAML, but found: " + withoutNames(problem) + ". Check indents, colons, quotes and brackets.";
    }

    /** Walks the events first: building nodes is recursive, and a file of brackets would exhaust the stack. */
    private boolean bounded(LoadSettings settings, String text) {
        int depth = 0;
        int events = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            Event.ID id = event.getEventId();
            if (id == Event.ID.MappingStart || id == Event.ID.SequenceStart) {
                depth++;
            } else if (id == Event.ID.MappingEnd || id == Event.ID.SequenceEnd) {
                depth--;
            }
            if (depth > MOST_DEPTH || ++events > MOST_NODES) {
                refuse(
                        event.getStartMark().map(this::place).orElse(start()),
                        "Expected a plan, but found something nested or repeated beyond any plan. Is it the right file?");
                return false;
            }
        }
        return true;
    }

    /** Names of aliases and tags are left out: a secret that begins with an asterisk reads as one. */
    private static String withoutNames(String problem) {
        return problem.startsWith("found undefined alias")
                ? "an alias of something that is not there"
                : problem.replaceFirst("^found ", "");
    }

    private @Nullable Tree tree(Node node, int depth) {
        if (hopeless) {
            return null;
        }
        if (++nodes > MOST_NODES || depth > MOST_DEPTH || node.isRecursive()) {
            hopeless = true;
            refuse(
                    place(node),
                    "Expected a plan, but found aliases that multiply or contain themselves. Write it out.");
            return null;
        }
        tag(node);
        if (node instanceof ScalarNode scalar) {
            return new Tree.Text(place(node), scalar.getValue(), scalar(scalar));
        }
        if (node instanceof SequenceNode sequence) {
            return items(sequence, depth);
        }
        return fields((MappingNode) node, depth);
    }

    private void tag(Node node) {
        if (!PLAIN.contains(node.getTag())) {
            refuse(
                    place(node),
                    "Expected a plain value, but found a tag that begins with '!'. Remove it, or quote the value.");
        }
    }

    private static Tree.Scalar scalar(ScalarNode node) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            return Tree.Scalar.NUMBER;
        }
        if (tag.equals(Tag.BOOL)) {
            return Tree.Scalar.FLAG;
        }
        if (tag.equals(Tag.NULL)) {
            return Tree.Scalar.NOTHING;
        }
        return Tree.Scalar.TEXT;
    }

    private Tree items(SequenceNode node, int depth) {
        List<Tree> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            Tree tree = tree(item, depth + 1);
            if (tree != null) {
                items.add(tree);
            }
        }
        return new Tree.Items(place(node), items);
    }

    private Tree fields(MappingNode node, int depth) {
        Map<String, Tree.Field> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                refuse(
                        place(tuple.getKeyNode()),
                        "Expected a word as a key, but found a list or a mapping. Quote it if it is text.");
                continue;
            }
            tag(key);
            Tree value = tree(tuple.getValueNode(), depth + 1);
            Tree.Field earlier = fields.get(key.getValue());
            if (earlier != null) {
                refuse(
                        place(key),
                        "Expected each key once, but found " + Texts.quoted(key.getValue()) + " again; it is also at "
                                + earlier.keyPlace() + ". Remove one of them.");
            } else if (value != null) {
                fields.put(key.getValue(), new Tree.Field(place(key), value));
            }
        }
        return new Tree.Fields(place(node), fields);
    }

    private Place place(Node node) {
        return node.getStartMark().map(this::place).orElse(start());
    }

    private Place place(Mark mark) {
        return new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private Place start() {
        return new Place(source, 1, 1);
    }

    private <T> Optional<T> refuse(Place place, String message) {
        problems.add(new Problem(place, message));
        return Optional.empty();
    }
}
