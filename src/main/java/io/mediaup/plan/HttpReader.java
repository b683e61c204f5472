package io.mediaup.plan;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Reads HTTP requests, and checks what is filled into them. */
final class HttpReader {

    private static final Pattern SECRET =
            Pattern.compile("(?i)authorization|cookie|token|secret|password|api-?key|credential");

    private static final Pattern LOOPBACK =
            Pattern.compile("^https?://(127\\.0\\.0\\.1|localhost)(:(\\d+|\\{\\{[^{}]*}}))?(/|$)");

    /** The names of environment variables by POSIX.1-2024, 8.1. */
    private static final Pattern VARIABLE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*");

    /** Few plans have a body that needs it, and loading it would double the time that reading a plan takes. */
    private static final class Json {
        static final JsonMapper MAPPER = JsonMapper.builder().build();
    }

    private final List<Problem> problems;
    private final Templates templates;

    HttpReader(List<Problem> problems) {
        this(problems, Templates.ALL);
    }

    /** For requests in which {@code known} may stand in double braces. */
    HttpReader(List<Problem> problems, List<String> known) {
        this.problems = problems;
        this.templates = new Templates(problems, known);
    }

    /** The request of a section that must have one; empty after a problem. */
    Optional<HttpCheck> read(Values section, String what) {
        if (section.has("http")) {
            return Optional.of(request(section.section("http")));
        }
        if (CheckReader.WAYS.stream().noneMatch(section::refused)) {
            problems.add(
                    new Problem(section.place(), "Expected http: {url: …} for " + what + ", but found none. Add it."));
        }
        return Optional.empty();
    }

    /** How a count is read from the answer to {@code http}. */
    CountFormat format(Values http) {
        if (!http.has("pattern")) {
            return new CountFormat.Json();
        }
        if (http.has("json-pointer") || http.has("sum")) {
            problems.add(new Problem(
                    http.place("pattern"),
                    "Expected pattern for text or a JSON pointer for JSON, but found both. Keep one of them."));
        }
        SshReader.pattern(problems, http);
        return new CountFormat.Text(http.text("pattern"));
    }

    /** The request that {@code http} says. */
    HttpCheck request(Values http) {
        Map<String, String> headers = new TreeMap<>(http.names("headers"));
        Optional<String> body = http.tree("body").map(HttpReader::json);
        templates.check(http.place("url"), http.text("url"));
        boolean viaSsh = http.text("via").equals("ssh");
        if (viaSsh) {
            tunneled(http);
        }
        headers(http);
        http.tree("body").ifPresent(this::noSecretInClear);
        body.ifPresent(text -> templates.check(http.place("body"), text));
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
                http.duration("timeout"),
                viaSsh);
    }

    /** A tunnel ends on the host, so what is asked there is the host itself; its name would only mislead. */
    private void tunneled(Values http) {
        if (!LOOPBACK.matcher(http.text("url")).find()) {
            problems.add(new Problem(
                    http.place("url"),
                    "Expected a URL of 127.0.0.1 or localhost with via: ssh, but found another host. Write"
                            + " http://127.0.0.1:PORT/…: the tunnel ends on the host itself."));
        }
    }

    private static Optional<List<String>> pointersOfSum(Values http) {
        return http.has("sum") ? Optional.of(http.texts("sum")) : Optional.empty();
    }

    /** A header may be a secret, so nothing of it is shown. */
    void headers(Values http) {
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
                if (!templates.allKnown(value)) {
                    problems.add(new Problem(
                            field.value().place(),
                            "Expected a known template in the header " + Texts.quoted(name)
                                    + ", but found another one. Known are " + String.join(", ", templates.names())
                                    + "."));
                }
            });
        }
    }

    /** A body is kept with every run, as a header is. */
    private void noSecretInClear(Tree tree) {
        if (tree instanceof Tree.Items items) {
            items.items().forEach(this::noSecretInClear);
        } else if (tree instanceof Tree.Fields fields) {
            fields.fields().forEach((name, field) -> {
                if (SECRET.matcher(name).find()
                        && field.value() instanceof Tree.Text text
                        && text.scalar() == Tree.Scalar.TEXT
                        && !text.value().startsWith("file:")
                        // What is filled in is no secret of the plan's.
                        && !text.value().contains("{{")
                        && !VARIABLE.matcher(text.value()).matches()) {
                    problems.add(new Problem(
                            text.place(),
                            "Expected env:NAME or file:PATH for " + Texts.quoted(name)
                                    + " in the body, but found a secret in clear. Move it out of the plan, which is read by"
                                    + " many and kept with every run."));
                }
                noSecretInClear(field.value());
            });
        }
    }

    /** Refuses unknown templates in {@code text}. */
    void templates(Place place, String text) {
        templates.check(place, text);
    }

    /** Text as it is, anything else as JSON. */
    static String json(Tree tree) {
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
