package io.mediaup.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads canary and gates. */
final class GateReader {

    private static final Pattern OF_A_HOST = Pattern.compile("\\{\\{\\s*host\\.");

    private final List<Problem> problems;
    private final HttpReader http;

    GateReader(List<Problem> problems, HttpReader http) {
        this.problems = problems;
        this.http = http;
    }

    ProofSpec read(Values root) {
        List<GateSpec> gates = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Values section : root.sections("gates")) {
            String name = section.text("name");
            if (section.has("name") && !names.add(name)) {
                refuse(
                        section.place("name"),
                        "Expected a name of its own for each gate, but found '" + name + "' again. Rename one.");
            }
            request(section, name).ifPresent(request -> gates.add(gate(section, name, request)));
        }
        return new ProofSpec(canary(root.section("rollout")), gates);
    }

    private static Optional<CanarySpec> canary(Values rollout) {
        if (!rollout.has("canary")) {
            return Optional.empty();
        }
        Values canary = rollout.section("canary");
        return Optional.of(new CanarySpec(
                canary.whole("hosts"),
                canary.duration("bake"),
                canary.text("approve").equals("true")));
    }

    /** What the gate asks, which is one of http and prometheus; empty after a problem. */
    private Optional<HttpCheck> request(Values section, String name) {
        boolean prometheus = section.has("prometheus");
        if (section.has("http") && prometheus) {
            refuse(
                    section.place("prometheus"),
                    "Expected http or prometheus for the gate " + name + ", but found both. Make two gates of them.");
            return Optional.empty();
        }
        if (prometheus && !section.has("expect") && !section.refused("expect")) {
            refuse(
                    section.place(),
                    "Expected expect: \"< 0.02\" or the like for the gate " + name
                            + ", but found none. Say what the query must give.");
        }
        String kind = prometheus ? "prometheus" : "http";
        Optional<HttpCheck> request =
                prometheus ? Optional.of(http.request(section.section(kind))) : http.read(section, "the gate " + name);
        request.ifPresent(check -> ofNoHost(section, kind, check));
        return request;
    }

    /** A gate is about all new hosts together, so there is no one host to fill in. */
    private void ofNoHost(Values section, String kind, HttpCheck check) {
        String query = kind.equals("prometheus") ? section.section(kind).text("query") : "";
        http.templates(section.place(kind), query);
        boolean names = OF_A_HOST.matcher(check.url()).find()
                || OF_A_HOST.matcher(query).find()
                || check.body().filter(body -> OF_A_HOST.matcher(body).find()).isPresent()
                || check.headers().values().stream()
                        .anyMatch(value -> OF_A_HOST.matcher(value).find());
        if (names) {
            refuse(
                    section.place(kind),
                    "Expected only {{target.version}} and {{plan.name}} in a gate, but found a host's: it is asked of"
                            + " all new hosts together. Ask by version.");
        }
    }

    private static GateSpec gate(Values section, String name, HttpCheck request) {
        boolean prometheus = section.has("prometheus");
        return new GateSpec(
                name,
                request,
                prometheus ? section.section("prometheus").text("query") : "",
                section.optional("expect").map(Expectation::parse),
                section.duration("every"),
                GateSpec.Inconclusive.valueOf(section.text("inconclusive").toUpperCase(Locale.ROOT)),
                section.whole("fail-after"),
                section.whole("error-after"));
    }

    private void refuse(Place place, String message) {
        problems.add(new Problem(place, message));
    }
}
