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
    private final long usual;
    private long stationary;
    private boolean receiving;
    private final List<Span> spans = new ArrayList<>();

    private record Span(Instant start, Instant end) {}

    private SimulatedSessions(long usual, boolean receiving, SessionSampler sampler) {
        this.usual = usual;
        this.stationary = usual;
        this.receiving = receiving;
        this.sampler = sampler;
    }

    /** A host that gets traffic and has {@code open} sessions. */
    static SimulatedSessions open(long open, SessionSampler sampler) {
        return new SimulatedSessions(open, true, sampler);
    }

    /** A new host: nothing is open, and {@code usual} will be once it gets traffic. */
    static SimulatedSessions none(long usual, SessionSampler sampler) {
        return new SimulatedSessions(usual, false, sampler);
    }

    long open(Instant now) {
        long open = receiving ? stationary : 0;
        for (Span span : spans) {
            open += !span.start.isAfter(now) && span.end.isAfter(now) ? 1 : 0;
        }
        return open;
    }

    /** No newcomers from {@code now} on, except late arrivals for {@code tail}. */
    void stopReceiving(Instant now, Duration tail) {
        if (!receiving) {
            return;
        }
        receiving = false;
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
        stationary = Math.max(usual, open(now));
        spans.clear();
        receiving = true;
    }

    /** Moves up to {@code most} open sessions to {@code target}; those of a host that gets traffic are not told apart. */
    long move(long most, SimulatedSessions target, Instant now) {
        List<Span> open = spans.stream()
                .filter(span -> !span.start.isAfter(now) && span.end.isAfter(now))
                .limit(most)
                .toList();
        spans.removeAll(open);
        target.spans.addAll(open);
        return open.size();
    }

    /** When at most {@code threshold} sessions will be open, if nothing new arrives. */
    Instant lowAt(long threshold, Instant now) {
        List<Instant> ends = spans.stream().map(Span::end).sorted().toList();
        int index = (int) (ends.size() - threshold - 1);
        return index < 0 || receiving ? now : ends.get(index);
    }
}
