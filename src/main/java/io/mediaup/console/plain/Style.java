package io.mediaup.console.plain;

/** Colour where it is wanted. The colours add to the words and never replace them. */
public enum Style {
    /** Something that is as it should be. */
    GOOD("32"),
    /** Something to look at. */
    WARNING("33"),
    /** Something that failed. */
    ERROR("31"),
    /** Something less important. */
    DIM("2"),
    /** A heading. */
    BOLD("1");

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** {@code text} in this style, or as it is without {@code color}. */
    public String of(String text, boolean color) {
        return color && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
