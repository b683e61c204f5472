package io.mediaup.plan;

/** The four presets of the field, each a pair of a {@link Shape} and a {@link SessionPolicy}. */
public enum Technique {
    /** Everything at once; open sessions are cut and clients reconnect. */
    KILL_RECONNECT(Shape.ALL_AT_ONCE, SessionPolicy.KILL),
    /** A second side takes over; the old one is retired as its traffic wanes. */
    ACTIVE_PASSIVE(Shape.BLUE_GREEN, SessionPolicy.DRAIN),
    /** Rolling; open sessions are moved to new hosts. */
    MIGRATE_FIRST(Shape.ROLLING, SessionPolicy.MIGRATE),
    /** Rolling; open sessions end by themselves. */
    DRAIN_FIRST(Shape.ROLLING, SessionPolicy.DRAIN);

    private final Shape shape;
    private final SessionPolicy sessions;

    Technique(Shape shape, SessionPolicy sessions) {
        this.shape = shape;
        this.sessions = sessions;
    }

    /** The shape that this technique has unless the plan says otherwise. */
    public Shape defaultShape() {
        return shape;
    }

    /** What this technique does with open sessions. */
    public SessionPolicy sessions() {
        return sessions;
    }
}
