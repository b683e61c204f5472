package io.mediaup.plan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads plan files. Thread-safe; contacts nothing. */
public final class PlanFile {

    private PlanFile() {}

    /**
     * Reads and checks a plan.
     *
     * @param file the plan, YAML 1.2 in UTF-8
     * @param edits what the command line changes in it
     * @throws InvalidPlanException with everything that is wrong
     */
    public static Plan read(Path file, PlanEdits edits) throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        Optional<byte[]> bytes = bytes(file, problems);
        if (bytes.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        return read(file.toString(), bytes.get(), edits);
    }

    /**
     * Reads and checks a plan that is in memory already.
     *
     * @param source names it in problems
     * @throws InvalidPlanException with everything that is wrong
     */
    public static Plan read(String source, byte[] bytes, PlanEdits edits) throws InvalidPlanException {
        List<Problem> problems = new ArrayList<>();
        Optional<Tree> tree = YamlReader.read(source, bytes, problems);
        if (tree.isEmpty()) {
            throw new InvalidPlanException(problems);
        }
        // Variables come second, so that an overwritten key may name them, too.
        Tree overwritten = Overrides.apply(tree.get(), edits.sets(), problems);
        Tree effective = Variables.fill(overwritten, edits.vars(), problems);
        Tree.Fields fit = new FormatCheck(problems).root(new PresetExpansion(problems).root(effective));
        Plan plan = new PlanReader(fit, digest(effective), problems).read();
        if (!problems.isEmpty()) {
            throw new InvalidPlanException(problems.stream()
                    .sorted(Comparator.comparing(
                                    (Problem problem) -> problem.place().line() == 0)
                            .thenComparing(problem -> problem.place().line())
                            .thenComparing(problem -> problem.place().column()))
                    .distinct()
                    .toList());
        }
        return plan;
    }

    private static Optional<byte[]> bytes(Path file, List<Problem> problems) {
        Place place = new Place(file.toString(), 0, 0);
        if (Files.isDirectory(file)) {
            problems.add(new Problem(place, "Expected a plan file, but found a directory. Name the file in it."));
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            // One byte more than is allowed tells that there is more.
            return Optional.of(in.readNBytes(YamlReader.MOST_BYTES + 1));
        } catch (NoSuchFileException e) {
            problems.add(new Problem(place, "Expected a plan file, but found no such file. Check the path."));
        } catch (IOException e) {
            problems.add(
                    new Problem(place, "Expected to read the plan file, but found: " + e + ". Check its permissions."));
        }
        return Optional.empty();
    }

    /** Of what is written, whatever its order, comments, quotes and places. */
    private static String digest(Tree tree) {
        StringBuilder canonical = new StringBuilder();
        canonical(tree, false, canonical);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(canonical.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every Java, but found none.", e);
        }
    }

    /** Below {@code body}, 5 and "5" are different things; elsewhere they mean the same. */
    private static void canonical(Tree tree, boolean typed, StringBuilder out) {
        if (tree instanceof Tree.Fields fields) {
            out.append('{');
            for (Map.Entry<String, Tree.Field> entry : new TreeMap<>(fields.fields()).entrySet()) {
                text(entry.getKey(), out);
                canonical(entry.getValue().value(), typed || entry.getKey().equals("body"), out);
            }
            out.append('}');
        } else if (tree instanceof Tree.Items items) {
            out.append('[');
            items.items().forEach(item -> canonical(item, typed, out));
            out.append(']');
        } else {
            Tree.Text text = (Tree.Text) tree;
            if (typed) {
                out.append(text.scalar());
            }
            text(text.value(), out);
        }
    }

    /** With its length, so that no two trees have the same form. */
    private static void text(String text, StringBuilder out) {
        out.append(text.length()).append(':').append(text);
    }
}
