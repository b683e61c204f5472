package io.mediaup.console.json;

import io.mediaup.console.RunEvent;
import io.mediaup.console.Summary;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Events and summaries as JSON, one object a line. Thread-safe. */
public final class JsonLines {

    /** Rises when a field changes its meaning or goes; new fields do not raise it. */
    public static final int VERSION = 1;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonLines() {}

    /** One event. */
    public static String of(RunEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", event.type());
        fields.put("v", VERSION);
        fields.put("at", event.at().toString());
        fields.put("subject", event.subject());
        fields.put("text", event.text());
        fields.put("level", event.level().name().toLowerCase(Locale.ROOT));
        return MAPPER.writeValueAsString(fields);
    }

    /** Any flat or nested event of the given type. */
    public static String of(String type, Map<String, ?> values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", type);
        fields.put("v", VERSION);
        fields.putAll(values);
        return MAPPER.writeValueAsString(fields);
    }

    /** The closing line. */
    public static String of(Summary summary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("command", summary.command());
        fields.put("plan", summary.plan());
        fields.put("run", summary.run());
        fields.put("technique", summary.technique());
        fields.put("outcome", summary.outcome());
        fields.put("reason", summary.reason());
        fields.put("target-version", summary.targetVersion());
        Summary.Hosts hosts = summary.hosts();
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("launched", hosts.launched());
        counts.put("retired", hosts.retired());
        counts.put("upgraded", hosts.upgraded());
        counts.put("current", hosts.current());
        counts.put("outdated", hosts.outdated());
        fields.put("hosts", counts);
        Summary.Sessions sessions = summary.sessions();
        Map<String, Object> ends = new LinkedHashMap<>();
        ends.put("drained", sessions.drained());
        ends.put("moved", sessions.moved());
        ends.put("cut", sessions.cut());
        ends.put("lost", sessions.lost());
        fields.put("sessions", ends);
        fields.put("seconds", summary.duration().toMillis() / 1000.0);
        fields.put("calls", summary.calls());
        fields.put("exit", summary.exit());
        return of("summary", fields);
    }
}
