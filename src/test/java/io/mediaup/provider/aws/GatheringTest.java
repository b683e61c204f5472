package io.mediaup.provider.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many ask, and one call is made. */
class GatheringTest {

    private final List<List<Integer>> calls = new CopyOnWriteArrayList<>();

    private final Gathering<Integer> gathering = new Gathering<>(8, Duration.ofMillis(20), this::make);

    private Map<Integer, ProviderException> make(List<Integer> items) throws ProviderException {
        calls.add(items);
        if (items.contains(99)) {
            throw new ProviderException(Kind.THROTTLED, "all");
        }
        return items.contains(13) ? Map.of(13, new ProviderException(Kind.REFUSED, "that one")) : Map.of();
    }

    /** What each of them heard: a kind of failure, or null. */
    private static List<Kind> ask(Gathering<Integer> gathering, List<Integer> items) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(items.size());
        try {
            return pool
                    .invokeAll(items.stream()
                            .map(item -> (Callable<Kind>) () -> {
                                try {
                                    gathering.ask(item);
                                    return null;
                                } catch (ProviderException e) {
                                    return e.kind();
                                }
                            })
                            .toList())
                    .stream()
                    .map(GatheringTest::get)
                    .toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private static Kind get(Future<Kind> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldMakeOneCallOfAsManyAsItTakes() throws Exception {
        // Far longer than the test: only a full call ends the waiting.
        Gathering<Integer> patient = new Gathering<>(8, Duration.ofMinutes(5), this::make);
        List<Integer> items = IntStream.range(20, 36).boxed().toList();

        assertThat(ask(patient, items)).containsOnlyNulls().hasSize(16);

        assertThat(calls).hasSize(2).allSatisfy(call -> assertThat(call).hasSize(8));
        assertThat(calls.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(items);
    }

    @Test
    void shouldNotWaitForeverForMore() throws Exception {
        assertThat(ask(gathering, List.of(20))).containsOnlyNulls();
        assertThat(calls).containsExactly(List.of(20));
    }

    @Test
    void shouldTellAFailureOfOneToThatOneOnly() throws Exception {
        assertThat(ask(gathering, List.of(1, 13, 2))).containsExactly(null, Kind.REFUSED, null);
    }

    @Test
    void shouldTellAFailureOfAllToAll() throws Exception {
        List<Kind> heard = ask(gathering, List.of(99));

        assertThat(heard).containsExactly(Kind.THROTTLED);
        assertThat(ask(gathering, List.of(4))).as("and begin anew").containsOnlyNulls();
    }
}
