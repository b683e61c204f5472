package io.mediaup.notify;

import io.mediaup.plan.HookSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Notices as text: JSON of our own, what Slack takes, or what the plan says. */
final class Bodies {

    /** The version of the notice's fields; that of the JSON output. */
    private static final int VERSION = 1;

    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{\\s*([\\w-]+)\\s*}}");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Bodies() {}

    static String of(HookSpec.Http hook, Notice notice) {
        if (hook.slack()) {
            return slack(notice);
        }
        return hook.body().map(body -> filled(body, notice)).orElseGet(() -> json(notice));
    }

    /** The notice itself. */
    static String json(Notice notice) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "notice");
        fields.put("v", VERSION);
        fields.putAll(notice.fields());
        return MAPPER.writeValueAsString(fields);
    }

    /**
     * By "Sending messages using incoming webhooks" and "Formatting text for app surfaces" of Slack's documentation: one
     * field, and three characters that stand for something else.
     */
    private static String slack(Notice notice) {
        String mark = notice.level().equals("normal") ? "" : ":warning: ";
        String about = notice.subject().equals("run") ? "" : " " + notice.subject();
        String text =
                mark + "*" + notice.about().plan() + " → " + notice.about().targetVersion() + "* "
                        + notice.event().word().replace('-', ' ') + about + ": " + notice.text() + " (run "
                        + notice.about().run() + ")";
        return MAPPER.writeValueAsString(
                Map.of("text", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")));
    }

    /** The plan's own body, in which templates stand within strings when it is JSON. */
    private static String filled(String body, Notice notice) {
        boolean json = body.startsWith("{") || body.startsWith("[");
        Map<String, String> fields = notice.fields();
        return TEMPLATE.matcher(body)
                .replaceAll(found -> Matcher.quoteReplacement(
                        json
                                ? escaped(fields.getOrDefault(found.group(1), ""))
                                : fields.getOrDefault(found.group(1), "")));
    }

    private static String escaped(String value) {
        String quoted = MAPPER.writeValueAsString(value);
        return quoted.substring(1, quoted.length() - 1);
    }
}
