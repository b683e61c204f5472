package io.mediaup.provider.aws.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value as it is, and as descriptions show it: eventually consistent, in the order of the changes. Not thread-safe.
 */
final class Lagged<T> {

    private record Change<T>(T value, Instant seenFrom) {}

    private final List<Change<T>> changes = new ArrayList<>();

    /** It becomes this now, and is described so from {@code seenFrom}. */
    void set(T value, Instant seenFrom) {
        Instant from = changes.isEmpty() || seenFrom.isAfter(last().seenFrom) ? seenFrom : last().seenFrom;
        changes.add(new Change<>(value, from));
    }

    private Change<T> last() {
        return changes.get(changes.size() - 1);
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    T latest() {
        return last().value;
    }

    /** What descriptions say at {@code now}; empty while they do not know it at all. */
    Optional<T> seen(Instant now) {
        for (int i = changes.size() - 1; i >= 0; i--) {
            if (!changes.get(i).seenFrom.isAfter(now)) {
                if (i > 0) {
                    changes.subList(0, i).clear();
                }
                return Optional.of(changes.get(0).value);
            }
        }
        return Optional.empty();
    }
}
