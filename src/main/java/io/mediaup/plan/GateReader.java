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

    private static final List<String> WAYS = List.of("http", "ssh", "prometheus");

    private final List<Problem> problems;
    private final HttpReader http;
    private final SshReader ssh;

    GateReader(List<Problem> problems, HttpReader http) {
        this.problems = problems;
        this.http = http;
        this.ssh = new SshReader(problems);
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

    /** What the gate asks, in one of three ways; empty after a problem. */
    private Optional<Check> request(Values section, String name) {
        List<String> ways = WAYS.stream().filter(section::has).toList();
        if (ways.size() > 1) {
            refuse(
                    section.place(ways.get(1)),
                    "Expected " + String.join(" or ", ways) + " for the gate " + name
                            + ", but found both. Make two gates of them.");
            return Optional.empty();
        }
        if (section.has("prometheus")) {
            if (!section.has("expect") && !section.refused("expect")) {
                refuse(
                        section.place(),
                        "Expected expect: \"< 0.02\" or the like for the gate " + name
                                + ", but found none. Say what the query must give.");
            }
            HttpCheck query = http.request(section.section("prometheus"));
            ofNoHost(section, "prometheus", query);
            return Optional.of(query);
        }
        if (section.has("ssh")) {
            return Optional.of(command(section));
        }
        Optional<HttpCheck> request = http.read(section, "the gate " + name);
        request.ifPresent(check -> ofNoHost(section, "http", check));
        return request.map(Check.class::cast);
    }

    /** What it prints is either compared as a number or read as a yes. */
    private SshCheck command(Values section) {
        Values command = section.section("ssh");
        boolean number = section.has("expect");
        if (number && command.has("equals")) {
            refuse(
                    command.place("equals"),
                    "Expected expect or equals, but found both: what the command prints is a number or a word. Remove one.");
        }
        if (!number && command.has("pattern") && !section.refused("expect")) {
            refuse(
                    command.place("pattern"),
                    "Expected expect: \"< 0.02\" or the like beside pattern, but found none. Say what the number must be.");
        }
        return ssh.command(command);
    }

    /** What is asked over HTTP is about all new hosts together, so there is no one host to fill in. */
    private void ofNoHost(Values section, String kind, HttpCheck check) {
        String query = kind.equals("prometheus") ? section.section(kind).text("query") : "";
        http.templates(section.place(kind), query);
        if (check.viaSsh()) {
            refuse(
                    section.place(kind),
                    "Expected a gate that is asked from here, but found via: ssh, which leads to one host. Remove it.");
        }
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

    private static GateSpec gate(Values section, String name, Check request) {
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
