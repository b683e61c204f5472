package io.mediaup.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.json.JsonMapper;

/** Reads HTTP requests, and checks what is filled into them. */
final class HttpReader {

    /** What {@code {{…}}} may name. */
    static final List<String> TEMPLATES = List.of(
            "host.id",
            "host.address",
            "host.private-ip",
            "host.port",
            "host.zone",
            "host.version",
            "target.version",
            "plan.name");

    private static final Pattern SECRET =
            Pattern.compile("(?i)authorization|cookie|token|secret|password|api-?key|credential");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*(.*?)\\s*}}");

    /** The names of environment variables by POSIX.1-2024, 8.1. */
    private static final Pattern VARIABLE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*");

    /** Where one of these was refused, it would be unfair to ask for http, too. */
    private static final List<String> INSTEAD = List.of("http", "preset", "ssh", "prometheus");

    /** Few plans have a body that needs it, and loading it would double the time that reading a plan takes. */
    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder().build();
    }

    private final List<Problem> problems;

    HttpReader(List<Problem> problems) {
        this.problems = problems;
    }

    /** The request of a section that must have one; empty after a problem. */
    Optional<HttpCheck> read(Values section, String what) {
        if (!section.has("http")) {
            if (INSTEAD.stream().anyMatch(section::refused)) {
                return Optional.empty();
            }
            problems.add(
                    new Problem(section.place(), "Expected http: {url: …} for " + what + ", but found none. Add it."));
            return Optional.empty();
        }
        return Optional.of(request(section.section("http")));
    }

    /**
     * Where a count is read.
     *
     * @param format how it is read there
     */
    record Count(HttpCheck check, CountFormat format) {}

    /** The request and the format of a counter, which has one of http and prometheus; empty after a problem. */
    Optional<Count> count(Values section, String what) {
        if (section.has("http") && section.has("prometheus")) {
            problems.add(new Problem(
                    section.place("prometheus"),
                    "Expected http or prometheus for " + what + ", but found both. Make two counters of them."));
            return Optional.empty();
        }
        if (section.has("prometheus")) {
            Values prometheus = section.section("prometheus");
            CountFormat metric = new CountFormat.Metric(prometheus.text("metric"), prometheus.names("labels"));
            return Optional.of(new Count(request(prometheus), metric));
        }
        return read(section, what).map(check -> new Count(check, format(section.section("http"))));
    }

    private CountFormat format(Values http) {
        if (!http.has("pattern")) {
            return new CountFormat.Json();
        }
        if (http.has("json-pointer") || http.has("sum")) {
            problems.add(new Problem(
                    http.place("pattern"),
                    "Expected pattern for text or a JSON pointer for JSON, but found both. Keep one of them."));
        }
        try {
            int groups = Pattern.compile(http.text("pattern")).matcher("").groupCount();
            if (groups > 1) {
                problems.add(new Problem(
                        http.place("pattern"),
                        "Expected one group in pattern, but found " + groups
                                + ". Write (?:…) for those that do not count."));
            }
        } catch (PatternSyntaxException e) {
            problems.add(new Problem(
                    http.place("pattern"),
                    "Expected a regular expression, but found: " + e.getDescription() + " near character "
                            + (e.getIndex() + 1) + ". Mend it, and quote it with single quotes."));
        }
        return new CountFormat.Text(http.text("pattern"));
    }

    /** The request that {@code http} says. */
    HttpCheck request(Values http) {
        Map<String, String> headers = new TreeMap<>(http.names("headers"));
        Optional<String> body = http.tree("body").map(HttpReader::json);
        templates(http.place("url"), http.text("url"));
        headers(http);
        body.ifPresent(text -> templates(http.place("body"), text));
        if (http.has("json-pointer") && http.has("sum")) {
            problems.add(new Problem(
                    http.place("json-pointer"), "Expected json-pointer or sum, but found both. Keep one of them."));
        }
        return new HttpCheck(
                http.text("method"),
                http.text("url"),
                headers,
                body,
                http.optionalWhole("expect"),
                pointersOfSum(http)
                        .or(() -> http.optional("json-pointer").map(List::of))
                        .orElseGet(List::of),
                http.has("equals") ? http.optional("equals") : Optional.empty(),
                http.duration("timeout"));
    }

    private static Optional<List<String>> pointersOfSum(Values http) {
        return http.has("sum") ? Optional.of(http.texts("sum")) : Optional.empty();
    }

    /** A header may be a secret, so nothing of it is shown. */
    private void headers(Values http) {
        if (http.has("headers") && http.tree("headers").orElseThrow() instanceof Tree.Fields fields) {
            fields.fields().forEach((name, field) -> {
                String value = ((Tree.Text) field.value()).value();
                if (SECRET.matcher(name).find() && !value.startsWith("env:") && !value.startsWith("file:")) {
                    problems.add(new Problem(
                            field.value().place(),
                            "Expected env:NAME or file:PATH for the header " + Texts.quoted(name)
                                    + ", but found a secret in clear. Move it out of the plan, which is read by many and"
                                    + " kept with every run."));
                }
                if ((value.startsWith("env:") && !VARIABLE.matcher(value).matches()) || value.equals("file:")) {
                    problems.add(new Problem(
                            field.value().place(),
                            "Expected env:NAME or file:PATH for the header " + Texts.quoted(name)
                                    + ", but found no " + (value.startsWith("env:") ? "name" : "path")
                                    + " behind the colon. Write it there, without spaces."));
                }
                Matcher matcher = TEMPLATE.matcher(value);
                if (matcher.results().anyMatch(found -> !known(found.group(1)))) {
                    problems.add(new Problem(
                            field.value().place(),
                            "Expected a known template in the header " + Texts.quoted(name)
                                    + ", but found another one. Known are " + String.join(", ", TEMPLATES) + "."));
                }
            });
        }
    }

    /** A variable that is still there is a problem already. */
    private static boolean known(String name) {
        return TEMPLATES.contains(name) || name.startsWith("var.");
    }

    /** Refuses unknown templates in {@code text}. */
    void templates(Place place, String text) {
        Matcher matcher = TEMPLATE.matcher(text);
        while (matcher.find()) {
            if (!known(matcher.group(1))) {
                problems.add(new Problem(
                        place,
                        "Expected a known template, but found " + Texts.quoted(matcher.group()) + "."
                                + Suggestions.near(matcher.group(1), TEMPLATES)
                                        .map(name -> " Did you mean {{" + name + "}}?")
                                        .orElse(" Known are " + String.join(", ", TEMPLATES) + ".")));
            }
        }
    }

    /** Text as it is, anything else as JSON. */
    private static String json(Tree tree) {
        return tree instanceof Tree.Text text && text.scalar() == Tree.Scalar.TEXT
                ? text.value()
                : Json.MAPPER.writeValueAsString(value(tree));
    }

    /** A tree as plain values. JSON has no word for nothing but null, so an empty Optional stands for it. */
    private static Object value(Tree tree) {
        if (tree instanceof Tree.Fields fields) {
            Map<String, Object> map = new LinkedHashMap<>();
            fields.fields().forEach((name, field) -> map.put(name, value(field.value())));
            return map;
        }
        if (tree instanceof Tree.Items items) {
            List<Object> list = new ArrayList<>();
            items.items().forEach(item -> list.add(value(item)));
            return list;
        }
        Tree.Text text = (Tree.Text) tree;
        return switch (text.scalar()) {
            case TEXT -> text.value();
            case FLAG -> Boolean.valueOf(text.value());
            case NUMBER -> number(text.value());
            case NOTHING -> Optional.empty();
        };
    }

    private static Object number(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            // .inf, 0x1F and the like have no JSON form.
            return text;
        }
    }
}
