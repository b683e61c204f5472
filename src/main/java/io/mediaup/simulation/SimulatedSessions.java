package io.mediaup.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The sessions of one counter on one host. While the host gets traffic their number is taken as stationary; from the
 * moment it stops, each one has an end of its own.
 */
final class SimulatedSessions {

    private final SessionSampler sampler;
    private long stationary;
    private boolean receiving = true;
    private final List<Span> spans = new ArrayList<>();

    private record Span(Instant start, Instant end) {}

    SimulatedSessions(long stationary, SessionSampler sampler) {
        this.stationary = stationary;
        this.sampler = sampler;
    }

    long open(Instant now) {
        if (receiving) {
            return stationary;
        }
        return spans.stream()
                .filter(span -> !span.start.isAfter(now) && span.end.isAfter(now))
                .count();
    }

    /** No newcomers from {@code now} on, except late arrivals for {@code tail}. */
    void stopReceiving(Instant now, Duration tail) {
        if (!receiving) {
            return;
        }
        receiving = false;
        spans.clear();
        for (long i = 0; i < stationary; i++) {
            spans.add(new Span(now, now.plus(sampler.remaining())));
        }
        double tailSeconds = tail.toNanos() / 1e9;
        int late = sampler.arrivals(stationary * tailSeconds / sampler.meanSeconds());
        for (int i = 0; i < late; i++) {
            Instant start = now.plusNanos((long) (tail.toNanos() * (i + 1.0) / (late + 1.0)));
            spans.add(new Span(start, start.plus(sampler.whole())));
        }
    }

    /** The server refuses newcomers: late arrivals after {@code now} do not happen. */
    void refuse(Instant now) {
        spans.removeIf(span -> span.start.isAfter(now));
    }

    void startReceiving(Instant now) {
        stationary = open(now);
        receiving = true;
    }

    /** When at most {@code threshold} sessions will be open, if nothing new arrives. */
    Instant lowAt(long threshold, Instant now) {
        List<Instant> ends = spans.stream().map(Span::end).sorted().toList();
        int index = (int) (ends.size() - threshold - 1);
        return index < 0 || receiving ? now : ends.get(index);
    }
}
