package io.mediaup.plan;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the hooks of a plan. What may be a secret is never shown, whatever is wrong with it. */
final class HookReader {

    /** What {@code {{…}}} in a body may name. */
    private static final List<String> TEMPLATES =
            List.of("event", "id", "at", "plan", "run", "target-version", "subject", "text", "level");

    /** Each may be busy with one notice at a time, on a thread that probes could use. */
    private static final int MOST = 8;

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*(.*?)\\s*}}");

    /** The names of environment variables by POSIX.1-2024, 8.1. */
    private static final Pattern VARIABLE = Pattern.compile("env:[A-Za-z_][A-Za-z0-9_]*");

    private static final Kind TEXT = PlanFormat.words(".*\\S.*", "text");

    static final Key HOOKS = Key.of(
            "hooks",
            new Kind.Listing(
                    PlanFormat.section(
                            Key.of("on", new Kind.Listing(PlanFormat.choice(HookEvent.words()), 1, true), "Of what.")
                                    .needed(),
                            Key.of(
                                    "http",
                                    PlanFormat.section(
                                            Key.of("url", TEXT, "Where to; env:NAME or file:PATH where it is a secret.")
                                                    .needed(),
                                            Key.of(
                                                            "method",
                                                            PlanFormat.choice(List.of("POST", "PUT", "PATCH")),
                                                            "The request method.")
                                                    .or("POST"),
                                            Key.of(
                                                    "headers",
                                                    new Kind.Names(),
                                                    "A value env:NAME or file:PATH is read when it is sent."),
                                            Key.of(
                                                    "body",
                                                    new Kind.Anything(),
                                                    "Sent instead of the notice, with {{text}} and the like filled in."),
                                            Key.of(
                                                    "preset",
                                                    PlanFormat.choice(List.of("slack")),
                                                    "Sends what Slack's incoming webhooks take.")),
                                    "By a request."),
                            Key.of(
                                    "command",
                                    new Kind.Listing(TEXT, 1, false),
                                    "By a program: an argument list; the notice is on its standard input."),
                            Key.of(
                                            "timeout",
                                            PlanFormat.span(Duration.ofMillis(100), Duration.ofMinutes(1)),
                                            "The longest that one try may take.")
                                    .or("10s")),
                    1,
                    false),
            "Who is told of what.");

    private final List<Problem> problems;
    private final HttpReader http;

    HookReader(List<Problem> problems, HttpReader http) {
        this.problems = problems;
        this.http = http;
    }

    List<HookSpec> read(Values root) {
        List<HookSpec> hooks = new ArrayList<>();
        List<Values> sections = root.sections("hooks");
        if (sections.size() > MOST) {
            refuse(
                    sections.get(MOST).place(),
                    "Expected at most " + MOST + " hooks, but found " + sections.size()
                            + ". Let one program tell the others.");
        }
        for (Values section : sections) {
            target(section)
                    .filter(target -> section.has("on"))
                    .ifPresent(target -> hooks.add(new HookSpec(
                            section.choices("on").stream()
                                    .map(HookReader::event)
                                    .collect(Collectors.toSet()),
                            target,
                            section.duration("timeout"))));
        }
        return List.copyOf(hooks);
    }

    private static HookEvent event(String word) {
        return HookEvent.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private Optional<HookSpec.Target> target(Values section) {
        if (section.refused("http") || section.refused("command")) {
            return Optional.empty();
        }
        if (section.has("http") == section.has("command")) {
            refuse(
                    section.place(),
                    "Expected http or command for a hook, but found "
                            + (section.has("http") ? "both. Make two hooks of them." : "neither. Add one."));
            return Optional.empty();
        }
        return section.has("http")
                ? Optional.of(request(section.section("http")))
                : Optional.of(new HookSpec.Command(section.texts("command")));
    }

    private HookSpec.Http request(Values values) {
        Optional<String> body = values.tree("body").map(HttpReader::json);
        boolean slack = values.has("preset");
        if (slack && body.isPresent()) {
            refuse(values.place("body"), "Expected preset or body, but found both. Keep one of them.");
        }
        if (values.has("url")) {
            url(values.place("url"), values.text("url"), slack);
        }
        http.headers(values);
        if (values.names("headers").values().stream().anyMatch(value -> value.contains("{{"))) {
            refuse(values.place("headers"), "Expected headers without templates, but found one. Put it into the body.");
        }
        body.ifPresent(text -> templates(values.place("body"), text));
        return new HookSpec.Http(
                values.text("method"), values.text("url"), new TreeMap<>(values.names("headers")), body, slack);
    }

    private void url(Place place, String url, boolean slack) {
        boolean reference = VARIABLE.matcher(url).matches() || (url.startsWith("file:") && url.length() > 5);
        if (reference) {
            return;
        }
        if (!plain(url)) {
            refuse(
                    place,
                    "Expected env:NAME, file:PATH, or a URL that begins with http:// or https:// and holds no password,"
                            + " but found something else, which may be a secret and is not shown. Change it.");
        } else if (slack || url.contains("hooks.slack.com")) {
            refuse(
                    place,
                    "Expected env:NAME or file:PATH for the URL of a webhook, but found it in clear: whoever knows it can"
                            + " post. Move it out of the plan, which is read by many and kept with every run.");
        }
    }

    private static boolean plain(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void templates(Place place, String text) {
        Matcher matcher = TEMPLATE.matcher(text);
        while (matcher.find()) {
            if (!TEMPLATES.contains(matcher.group(1)) && !matcher.group(1).startsWith("var.")) {
                refuse(
                        place,
                        "Expected a known template in the body of a hook, but found " + Texts.quoted(matcher.group())
                                + ". Known are " + String.join(", ", TEMPLATES) + ".");
            }
        }
    }

    private void refuse(Place place, String message) {
        problems.add(new Problem(place, message));
    }
}
