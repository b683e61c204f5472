package io.mediaup.doctor;

import java.util.List;

/** Hosts for people: the first few of many. */
final class Names {

    private static final int SHOWN = 3;

    private Names() {}

    static String of(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
    }
}
