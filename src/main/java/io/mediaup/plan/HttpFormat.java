package io.mediaup.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The keys of an HTTP request, by what its answer is read for. */
final class HttpFormat {

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

    private static final Key POINTER =
            Key.of("json-pointer", PlanFormat.pointer(), "Where in the answer; an array counts as its length.");

    private static final Key EQUALS =
            Key.of("equals", PlanFormat.words(".{1,200}", "text"), "The value that means yes; true by default.");

    static final Kind COUNT = http(
            "GET",
            POINTER,
            Key.of(
                    "sum",
                    new Kind.Listing(PlanFormat.pointer(), 1, false),
                    "Several JSON pointers instead of one, whose counts are added up."),
            Key.of(
                    "pattern",
                    PlanFormat.words(".{1,500}", "a regular expression"),
                    "For text instead of JSON: matches once, and its one group is the count."));

    static final Kind METRIC = http(
            "GET",
            Key.of(
                            "metric",
                            PlanFormat.words(
                                    "[A-Za-z_:][\\w:.]{0,199}", "a metric's name such as turn_total_allocations"),
                            "The samples' name, as the exporter writes it.")
                    .needed(),
            Key.of("labels", new Kind.Names(), "What their labels must say; others may say anything."));

    static final Kind QUERY = http(
            "GET",
            Key.of(
                            "query",
                            PlanFormat.words(".*\\S.*", "a PromQL query"),
                            "In PromQL, about all new hosts; may hold {{target.version}}.")
                    .needed());

    static final Kind YES_OR_NO = http("GET", POINTER, EQUALS);

    /** An array of which every item counts. */
    static final Kind LIST = http("GET", POINTER);

    static final Kind VERSION = http("GET", POINTER);

    static final Kind ORDER = http("POST", POINTER, EQUALS);

    private HttpFormat() {}

    private static Kind http(String method, Key... reading) {
        List<Key> keys = new ArrayList<>();
        keys.add(Key.of(
                        "url",
                        PlanFormat.words(
                                "https?://[^\\s@]+",
                                "a URL that begins with http:// or https://, without user or password"),
                        "May hold {{host.address}} and the like.")
                .needed());
        keys.add(Key.of("method", new Kind.Choice(METHODS, List.of()), "The request method.")
                .or(method));
        keys.add(Key.of("headers", new Kind.Names(), "A value env:NAME or file:PATH is read when it is sent."));
        keys.add(Key.of(
                "body",
                new Kind.Anything(),
                "Sent as JSON; text is sent as it is. A JSON text env:NAME or file:PATH is read when it is sent."));
        keys.add(Key.of("expect", new Kind.Whole(100, 599), "The only good status; any 2xx by default."));
        keys.addAll(List.of(reading));
        keys.add(Key.of(
                        "timeout",
                        PlanFormat.span(Duration.ofMillis(100), Duration.ofMinutes(5)),
                        "The longest it may take, connecting included.")
                .or("5s"));
        keys.add(Key.of(
                "via",
                PlanFormat.choice(List.of("ssh")),
                "Through a tunnel to a server that listens on loopback only."));
        return new Kind.Section(List.copyOf(keys));
    }
}
