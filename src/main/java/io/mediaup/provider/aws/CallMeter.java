package io.mediaup.provider.aws;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Sees every request that goes to AWS, retries included: holds it back while the rate is used up, counts it, and compares
 * the clock with the Date header of the answer. Thread-safe.
 */
final class CallMeter implements ExecutionInterceptor {

    private final Supplier<Instant> clock;
    private final RateLimits limits;
    private final Map<String, Long> calls = new ConcurrentHashMap<>();
    private volatile Duration skew = Duration.ZERO;

    CallMeter(Supplier<Instant> clock, Supplier<Duration> monotonic) {
        this.clock = clock;
        this.limits = new RateLimits(monotonic);
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        String service = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME));
        String action = String.valueOf(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME));
        limits.await(service, action);
        calls.merge(action, 1L, Long::sum);
    }

    @Override
    public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
        context.httpResponse().firstMatchingHeader("Date").ifPresent(this::compare);
    }

    /** The header has whole seconds, and the answer was on its way for a while: no more than that is told. */
    private void compare(String date) {
        try {
            Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            skew = Duration.between(theirs, clock.get());
        } catch (DateTimeException e) {
            // No date, no comparison.
        }
    }

    /** How often each action was called, by its name in the API. */
    Map<String, Long> calls() {
        return new TreeMap<>(calls);
    }

    /** By how much this machine's clock is ahead of that of AWS, by the last answer. */
    Duration skew() {
        return skew;
    }
}
