package io.mediaup.app;

import io.mediaup.console.plain.Table;
import java.util.Map;

/** What {@code --stats} says. */
final class CallStats {

    private CallStats() {}

    /** Says how often each action of the provider's API was called. */
    static void say(Terminal terminal, Map<String, Long> calls) {
        if (calls.isEmpty()) {
            terminal.say("Calls: none; this provider has no API.");
            return;
        }
        Table table = new Table().row("ACTION", "CALLS");
        calls.forEach((action, count) -> table.row(action, String.valueOf(count)));
        table.row(
                "all",
                String.valueOf(
                        calls.values().stream().mapToLong(Long::longValue).sum()));
        terminal.say("Calls by this process, retries included:");
        table.lines(terminal.width(), "  ").forEach(terminal::say);
    }
}
