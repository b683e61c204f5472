package io.mediaup.console.plain;

import io.mediaup.console.RunEvent;
import io.mediaup.console.RunEvent.Level;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Events as lines: time, what, which, why. */
public final class EventLines {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final int TYPE = 13;
    private static final int SUBJECT = 12;

    private final ZoneId zone;
    private final int width;
    private final boolean color;

    /** Lines in the times of {@code zone}, wrapped at {@code width}. */
    public EventLines(ZoneId zone, int width, boolean color) {
        this.zone = zone;
        this.width = width;
        this.color = color;
    }

    /** The lines of one event. */
    public List<String> of(RunEvent event) {
        String what = Table.pad(words(event.type()), TYPE);
        String subject = Table.pad(event.subject(), SUBJECT);
        String start = TIME.format(event.at().atZone(zone)) + "  ";
        int before = start.length() + what.length() + 1 + subject.length() + 2;
        List<String> text = Prose.wrap(event.text(), Math.max(24, width - before));
        List<String> lines = new ArrayList<>();
        lines.add((Style.DIM.of(start, color) + colored(event, what) + " " + subject + "  " + text.get(0))
                .stripTrailing());
        text.stream().skip(1).map(" ".repeat(before)::concat).forEach(lines::add);
        return lines;
    }

    /** The event's type without the noun that its subject already tells. */
    private static String words(String type) {
        String words = type.startsWith("host-") ? type.substring("host-".length()) : type;
        return words.replace("batch-opened", "batch")
                .replace("sessions-", "")
                .replace("run-", "")
                .replace('-', ' ');
    }

    private String colored(RunEvent event, String what) {
        Level level = event.level();
        if (level == Level.ERROR) {
            return Style.ERROR.of(what, color);
        }
        if (level == Level.WARNING) {
            return Style.WARNING.of(what, color);
        }
        boolean good = event.type().equals("host-in-rotation") || event.type().equals("host-retired");
        return good ? Style.GOOD.of(what, color) : what;
    }
}
