package io.mediaup.plan;

/**
 * Something that is wrong in a plan.
 *
 * @param place where
 * @param message what was expected, what was found, and what to do next
 */
public record Problem(Place place, String message) {

    /** The form that editors and CI systems make a link of. */
    @Override
    public String toString() {
        return place + ": " + message;
    }
}
