package io.mediaup.plan;

/**
 * A number of hosts, given as a count or as a share of the fleet.
 *
 * @param value 0 or more; with {@code percent} 0 to 100
 * @param percent whether {@code value} is per cent of the desired fleet
 */
public record Amount(int value, boolean percent) {

    /** {@code value} hosts. */
    public static Amount count(int value) {
        return new Amount(value, false);
    }

    /** {@code value} per cent of the hosts. */
    public static Amount percent(int value) {
        return new Amount(value, true);
    }

    /** The number of hosts out of {@code fleet}, a share rounded up. */
    public int roundUp(int fleet) {
        return percent ? (int) ((value * (long) fleet + 99) / 100) : value;
    }

    /** The number of hosts out of {@code fleet}, a share rounded down. */
    public int roundDown(int fleet) {
        return percent ? (int) (value * (long) fleet / 100L) : value;
    }

    @Override
    public String toString() {
        return percent ? value + "%" : Integer.toString(value);
    }
}
