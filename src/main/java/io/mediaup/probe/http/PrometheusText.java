package io.mediaup.probe.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The Prometheus text format 0.0.4 and OpenMetrics 1.0, as far as samples and families go: names, labels, values;
 * timestamps, exemplars and units are passed over. A line that is neither makes the whole answer unreadable: a count that
 * is half read would be too low.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
final class PrometheusText {

    private static final List<String> SUFFIXES = List.of("_total", "_count", "_sum", "_bucket", "_created", "_info");

    private final List<Sample> samples = new ArrayList<>();
    private final Set<String> families = new HashSet<>();

    private PrometheusText() {}

    /** One line with a value, which is kept as it is written. */
    record Sample(String name, Map<String, String> labels, String value) {}

    static PrometheusText parse(String text) throws UnreadableException {
        PrometheusText parsed = new PrometheusText();
        int number = 0;
        boolean ended = false;
        for (String line : text.split("\n", -1)) {
            number++;
            String stripped = line.strip();
            if (ended && !stripped.isEmpty()) {
                throw new UnreadableException("expected nothing after # EOF, but found line " + number);
            }
            if (stripped.startsWith("#")) {
                ended = stripped.equals("# EOF");
                parsed.comment(stripped);
            } else if (!stripped.isEmpty()) {
                parsed.samples.add(new Line(stripped, number).sample());
            }
        }
        return parsed;
    }

    private void comment(String line) {
        String[] words = line.split("[ \t]+", 4);
        if (words.length >= 3 && (words[1].equals("HELP") || words[1].equals("TYPE"))) {
            families.add(words[2].startsWith("\"") ? words[2].replace("\"", "") : words[2]);
        }
    }

    List<Sample> samples(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name)).toList();
    }

    /** Whether the exporter knows the metric, by a HELP or TYPE line of it or of the family that it is a part of. */
    boolean knows(String name) {
        return families.contains(name)
                || SUFFIXES.stream()
                        .filter(name::endsWith)
                        .map(suffix -> name.substring(0, name.length() - suffix.length()))
                        .anyMatch(families::contains);
    }

    /** A cursor over one line. */
    private static final class Line {
        private final String text;
        private final int number;
        private int at;

        Line(String text, int number) {
            this.text = text;
            this.number = number;
        }

        Sample sample() throws UnreadableException {
            Map<String, String> labels = new TreeMap<>();
            String name = peek() == '{' ? "" : word();
            spaces();
            if (peek() == '{') {
                name = labels(name, labels);
            }
            spaces();
            int end = at;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            String value = text.substring(at, end);
            if (name.isEmpty() || value.isEmpty()) {
                throw bad();
            }
            return new Sample(name, labels, value);
        }

        /** Also reads the name where it stands, quoted, between the braces. */
        private String labels(String before, Map<String, String> labels) throws UnreadableException {
            String name = before;
            at++;
            spaces();
            while (peek() != '}') {
                boolean quoted = peek() == '"';
                String label = quoted ? quoted() : word();
                spaces();
                if (quoted && peek() != '=') {
                    name = name.isEmpty() ? label : fail();
                } else {
                    expect('=');
                    spaces();
                    labels.put(label, quoted());
                    spaces();
                }
                if (peek() == ',') {
                    at++;
                    spaces();
                } else if (peek() != '}') {
                    throw bad();
                }
            }
            at++;
            return name;
        }

        private String fail() throws UnreadableException {
            throw bad();
        }

        private String word() throws UnreadableException {
            int start = at;
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at)) || "_:.".indexOf(text.charAt(at)) >= 0)) {
                at++;
            }
            if (at == start) {
                throw bad();
            }
            return text.substring(start, at);
        }

        private String quoted() throws UnreadableException {
            expect('"');
            StringBuilder value = new StringBuilder();
            while (peek() != '"') {
                char c = text.charAt(at++);
                if (c == '\\') {
                    char escaped = peek();
                    at++;
                    value.append(escaped == 'n' ? '\n' : escaped);
                } else {
                    value.append(c);
                }
            }
            at++;
            return value.toString();
        }

        private void expect(char c) throws UnreadableException {
            if (peek() != c) {
                throw bad();
            }
            at++;
        }

        private char peek() throws UnreadableException {
            if (at >= text.length()) {
                throw bad();
            }
            return text.charAt(at);
        }

        private void spaces() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
                at++;
            }
        }

        private UnreadableException bad() {
            return new UnreadableException("expected metrics, but line " + number + " is something else");
        }
    }
}
