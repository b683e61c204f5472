package io.mediaup.provider.aws;

import java.util.List;

/** Names for people: the first few of many. */
final class Some {

    private static final int SHOWN = 3;

    private Some() {}

    static String of(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
    }
}
