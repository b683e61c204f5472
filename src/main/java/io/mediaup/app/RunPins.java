package io.mediaup.app;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostId;
import io.mediaup.remote.HostKeyPins;
import io.mediaup.rollout.Fact;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The host keys that runs of this plan have believed at first sight. They are facts in the journals; a key is believed
 * only once it is there, so that no crash can make mediaup believe another one later. Thread-safe.
 */
final class RunPins implements HostKeyPins {

    private final Map<HostId, String> keys = new ConcurrentHashMap<>();
    private volatile @Nullable Writer writer;

    /**
     * Writes pins into the journal of the run that goes on.
     *
     * @param run its id
     * @param keep journals a key; false when it could not
     */
    private record Writer(String run, BiPredicate<HostId, String> keep) {}

    /** Remembers what was pinned in {@code facts}; newer ones must come later. */
    void recall(Stream<? extends Fact> facts) {
        facts.forEach(fact -> {
            if (fact instanceof Fact.HostKeyPinned pinned) {
                keys.put(pinned.host(), pinned.key());
            }
        });
    }

    /** From now on {@code run} goes on, and pins with {@code keep}. */
    void begin(String run, BiPredicate<HostId, String> keep) {
        writer = new Writer(run, keep);
    }

    @Override
    public Optional<String> of(HostId host) {
        return Optional.ofNullable(keys.get(host));
    }

    @Override
    public boolean mayPin(Host host) {
        Writer current = writer;
        return current != null && host.launchKey().startsWith(current.run() + "/");
    }

    @Override
    public boolean pin(HostId host, String key) {
        Writer current = writer;
        if (current == null || !current.keep().test(host, key)) {
            return false;
        }
        keys.put(host, key);
        return true;
    }
}
