package io.mediaup.plan;

/** How hosts change. */
public enum Shape {
    /** One batch that holds the whole fleet. */
    ALL_AT_ONCE,
    /** A whole second side first, then traffic moves at once. */
    BLUE_GREEN,
    /** Batch by batch. */
    ROLLING
}
