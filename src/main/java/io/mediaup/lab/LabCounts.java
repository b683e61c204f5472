package io.mediaup.lab;

/**
 * What the clients saw happen to their sessions. All but {@code open} only ever rise.
 *
 * @param open sessions open now
 * @param completed ended by the client, with a proper end of the server's answer
 * @param interrupted ended by the other side, or broken, before the client had ended them properly
 * @param refused never began: turned away, no connection, or no healthy target at all
 * @param moved carried over to another host
 */
public record LabCounts(long open, long completed, long interrupted, long refused, long moved) {
    public static final LabCounts NONE = new LabCounts(0, 0, 0, 0, 0);

    LabCounts plus(LabCounts other) {
        return new LabCounts(
                open + other.open,
                completed + other.completed,
                interrupted + other.interrupted,
                refused + other.refused,
                moved + other.moved);
    }

    LabCounts withoutOpen() {
        return new LabCounts(0, completed, interrupted, refused, moved);
    }

    Entries addTo(Entries entries, String prefix) {
        return entries.with(prefix + "open", open)
                .with(prefix + "completed", completed)
                .with(prefix + "interrupted", interrupted)
                .with(prefix + "refused", refused)
                .with(prefix + "moved", moved);
    }

    static LabCounts from(Entries entries, String prefix) {
        return new LabCounts(
                entries.number(prefix + "open", 0),
                entries.number(prefix + "completed", 0),
                entries.number(prefix + "interrupted", 0),
                entries.number(prefix + "refused", 0),
                entries.number(prefix + "moved", 0));
    }
}
