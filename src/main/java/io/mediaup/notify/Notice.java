package io.mediaup.notify;

import io.mediaup.plan.HookEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a hook is told.
 *
 * @param id the same whenever the same thing is told again, such as {@code RUN/batch-done/2}
 * @param event what happened
 * @param at when
 * @param about in which run
 * @param subject the host or batch it is about; "run" for the run itself
 * @param text for people
 * @param level normal, warning or error
 */
public record Notice(String id, HookEvent event, Instant at, About about, String subject, String text, String level) {

    /** The run that a notice is of. */
    public record About(String plan, String run, String targetVersion) {}

    /** As JSON fields, in order; part of the interface (the {@code notice} of {@code mediaup schema events}). */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("event", event.word());
        fields.put("id", id);
        fields.put("at", at.toString());
        fields.put("plan", about.plan());
        fields.put("run", about.run());
        fields.put("target-version", about.targetVersion());
        fields.put("subject", subject);
        fields.put("text", text);
        fields.put("level", level);
        return fields;
    }
}
