package io.mediaup.rollout;

import io.mediaup.fleet.Reading;
import java.time.Duration;

/** How reasons spell things. */
public final class Texts {

    private Texts() {}

    /** Such as {@code 250 ms}, {@code 8 s}, {@code 3 min 20 s}, {@code 4 h}, {@code 2 d 3 h}: two units at most. */
    public static String duration(Duration duration) {
        if (duration.compareTo(Duration.ofSeconds(1)) < 0) {
            return duration.toMillis() + " ms";
        }
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return two(seconds / 3600, "h", seconds / 60 % 60, "min");
        }
        return two(seconds / 86_400, "d", seconds / 3600 % 24, "h");
    }

    private static String two(long major, String majorUnit, long minor, String minorUnit) {
        return major + " " + majorUnit + (minor == 0 ? "" : " " + minor + " " + minorUnit);
    }

    /** Why a reading has no value, or {@code otherwise} when it has one. */
    public static String whyNot(Reading<?> reading, String otherwise) {
        return reading instanceof Reading.Unknown<?> unknown ? unknown.reason() : otherwise;
    }

    /** {@code 1 host}, {@code 2 hosts}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
