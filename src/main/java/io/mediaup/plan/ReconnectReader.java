package io.mediaup.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads whom to tell that clients must reconnect, for the technique that cuts them off. */
final class ReconnectReader {

    static final Kind.Section FORMAT = PlanFormat.section(
            Key.of("when", PlanFormat.choice(List.of("before", "after")), "Before a host goes, or after.")
                    .or("after"),
            Key.of(
                            "notify",
                            PlanFormat.section(Key.of("http", HttpFormat.ORDER, "The request.")
                                    .needed()),
                            "Tells the signalling service, once a host; may hold {{host.id}} and the like.")
                    .needed());

    private final Values root;
    private final List<Problem> problems;
    private final HttpReader http;

    ReconnectReader(Values root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
        this.http = new HttpReader(problems);
    }

    /** The section, if there is one; a problem where nothing would ever be told. */
    Optional<ReconnectSpec> read(Technique technique) {
        if (!root.has("reconnect") || root.refused("reconnect")) {
            return Optional.empty();
        }
        Values section = root.section("reconnect");
        if (technique != Technique.KILL_RECONNECT && !root.refused("technique")) {
            problems.add(new Problem(
                    section.place(),
                    "Expected technique: kill-reconnect with reconnect, but found "
                            + technique.name().toLowerCase(Locale.ROOT).replace('_', '-')
                            + ", which has nobody told to reconnect. Remove reconnect, or change the technique."));
        }
        Values notify = section.section("notify");
        if (!section.has("notify") || section.refused("notify") || !notify.has("http")) {
            return Optional.empty();
        }
        Optional<HttpCheck> notice = http.read(notify, "reconnect.notify");
        if (notice.filter(HttpCheck::viaSsh).isPresent()) {
            problems.add(new Problem(
                    notify.place("http"),
                    "Expected a notice that is sent from here, but found via: ssh, which leads to the host that goes."
                            + " Remove it."));
        }
        return notice.map(request -> new ReconnectSpec(
                ReconnectSpec.When.valueOf(section.text("when").toUpperCase(Locale.ROOT)), request));
    }
}
