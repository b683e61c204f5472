package io.mediaup.plan;

/**
 * Where something stands in a plan.
 *
 * @param source the file as it was named, or the {@code --set} option
 * @param line counts from 1; 0 where there are no lines
 * @param column counts from 1, in characters; 0 where there are no lines
 */
public record Place(String source, int line, int column) {

    @Override
    public String toString() {
        return line == 0 ? source : source + ":" + line + ":" + column;
    }
}
