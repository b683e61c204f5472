package io.mediaup.plan;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks what is filled into the texts of a plan per host. */
final class Templates {

    /** What {@code {{…}}} may name. */
    static final List<String> ALL = List.of(
            "host.id",
            "host.address",
            "host.private-ip",
            "host.port",
            "host.zone",
            "host.version",
            "target.version",
            "plan.name");

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*(.*?)\\s*}}");

    private final List<Problem> problems;

    private final List<String> names;

    Templates(List<Problem> problems) {
        this(problems, ALL);
    }

    /** For texts in which {@code names} may stand in double braces. */
    Templates(List<Problem> problems, List<String> names) {
        this.problems = problems;
        this.names = names;
    }

    /** What may stand in double braces. */
    List<String> names() {
        return names;
    }

    /** Whether every template in {@code text} is known. A variable that is still there is a problem already. */
    boolean allKnown(String text) {
        return TEMPLATE.matcher(text).results().allMatch(found -> known(found.group(1)));
    }

    /** Refuses every template in {@code text} that is not known. */
    void check(Place place, String text) {
        Matcher matcher = TEMPLATE.matcher(text);
        while (matcher.find()) {
            if (!known(matcher.group(1))) {
                problems.add(new Problem(
                        place,
                        "Expected a known template, but found " + Texts.quoted(matcher.group()) + "."
                                + Suggestions.near(matcher.group(1), names)
                                        .map(name -> " Did you mean {{" + name + "}}?")
                                        .orElse(" Known are " + String.join(", ", names) + ".")));
            }
        }
    }

    private boolean known(String name) {
        return names.contains(name) || name.startsWith("var.");
    }
}
