package io.mediaup.plan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may stand behind a key. */
sealed interface Kind {

    /** For "Expected …". */
    String expected();

    /** A kind that is written as one scalar. */
    sealed interface Single extends Kind {
        /** Whether {@code text} is of this kind. */
        boolean fits(String text);
    }

    /**
     * Text.
     *
     * @param pattern what it must match as a whole
     * @param expected what that means, for people
     */
    record Words(Pattern pattern, String expected) implements Single {
        @Override
        public boolean fits(String text) {
            return pattern.matcher(text).matches();
        }
    }

    /** A whole number in a range. */
    record Whole(long least, long most) implements Single {
        @Override
        public String expected() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        public boolean fits(String text) {
            if (!text.matches("\\d{1,12}")) {
                return false;
            }
            long value = Long.parseLong(text);
            return value >= least && value <= most;
        }
    }

    /** A number in a range, which may have decimals. */
    record Decimal(double least, double most) implements Single {
        @Override
        public String expected() {
            return "a number from " + Texts.plain(least) + " to " + Texts.plain(most);
        }

        @Override
        public boolean fits(String text) {
            if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
                return false;
            }
            double value = Double.parseDouble(text);
            return value >= least && value <= most;
        }
    }

    /** A length of time such as {@code 90s}, {@code 1h30m} or {@code 500ms}, in a range. */
    record Span(Duration least, Duration most) implements Single {
        private static final Pattern FORM = Pattern.compile(
                "(?:(\\d{1,4})d)?(?:(\\d{1,5})h)?(?:(\\d{1,6})m(?!s))?(?:(\\d{1,7})s)?(?:(\\d{1,9})ms)?");

        @Override
        public String expected() {
            return "a duration such as 500ms, 90s, 10m or 1h30m, from " + Texts.duration(least) + " to "
                    + Texts.duration(most);
        }

        @Override
        public boolean fits(String text) {
            return parse(text)
                    .filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0)
                    .isPresent();
        }

        /** Reads the form; empty when it is another one. A bare number has no unit, so only 0 is one. */
        static Optional<Duration> parse(String text) {
            if (text.equals("0")) {
                return Optional.of(Duration.ZERO);
            }
            Matcher matcher = FORM.matcher(text);
            if (text.isEmpty() || !matcher.matches()) {
                return Optional.empty();
            }
            return Optional.of(Duration.ofDays(part(matcher, 1))
                    .plusHours(part(matcher, 2))
                    .plusMinutes(part(matcher, 3))
                    .plusSeconds(part(matcher, 4))
                    .plusMillis(part(matcher, 5)));
        }

        private static long part(Matcher matcher, int group) {
            String digits = matcher.group(group);
            return digits == null ? 0 : Long.parseLong(digits);
        }
    }

    /** A number of hosts, as a count or as per cent of the fleet. */
    record Share(int least) implements Single {
        private static final Pattern FORM = Pattern.compile("(\\d{1,5})( ?%)?");

        @Override
        public String expected() {
            return "a number of hosts such as 2 or 10%" + (least > 0 ? ", at least " + least : "");
        }

        @Override
        public boolean fits(String text) {
            return parse(text)
                    .filter(amount -> amount.value() >= least && (!amount.percent() || amount.value() <= 100))
                    .isPresent();
        }

        static Optional<Amount> parse(String text) {
            Matcher matcher = FORM.matcher(text);
            return matcher.matches()
                    ? Optional.of(new Amount(Integer.parseInt(matcher.group(1)), matcher.group(2) != null))
                    : Optional.empty();
        }
    }

    /**
     * One of a few words.
     *
     * @param values those that this version carries out
     * @param later those that are designed and refused for now
     */
    record Choice(List<String> values, List<String> later) implements Single {
        @Override
        public String expected() {
            return values.size() == 1 ? values.get(0) : String.join(" or ", values);
        }

        @Override
        public boolean fits(String text) {
            return values.contains(text);
        }
    }

    /** {@code true} or {@code false}. */
    record Flag() implements Single {
        @Override
        public String expected() {
            return "true or false";
        }

        @Override
        public boolean fits(String text) {
            return text.equals("true") || text.equals("false");
        }
    }

    /**
     * A list.
     *
     * @param item what is in it
     * @param least how many at least
     * @param bare whether a single item may stand there without being in a list
     */
    record Listing(Kind item, int least, boolean bare) implements Kind {
        @Override
        public String expected() {
            return bare ? item.expected() + ", or a list of them" : "a list of " + item.expected();
        }
    }

    /**
     * Known keys.
     *
     * @param keys which
     * @param laterWords words that are designed to stand there instead, and refused for now
     */
    record Section(List<Key> keys, Set<String> laterWords) implements Kind {
        Section(List<Key> keys) {
            this(keys, Set.of());
        }

        Optional<Key> key(String name) {
            return keys.stream().filter(key -> key.name().equals(name)).findFirst();
        }

        @Override
        public String expected() {
            return "keys such as "
                    + keys.stream()
                            .filter(key -> !key.later())
                            .findFirst()
                            .map(Key::name)
                            .orElse("none");
        }
    }

    /** Any keys, each with text. */
    record Names() implements Kind {
        @Override
        public String expected() {
            return "names with text values";
        }
    }

    /** Anything that has a JSON form. */
    record Anything() implements Kind {
        @Override
        public String expected() {
            return "any value";
        }
    }
}
