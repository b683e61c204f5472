package io.mediaup.simulation;

import io.mediaup.provider.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What goes wrong in a run: any number of faults together, drawn from a seed and printed with a failure. */
record FaultScript(List<Fault> faults) {

    static final FaultScript CALM = new FaultScript(List.of());

    FaultScript {
        faults = List.copyOf(faults);
    }

    static FaultScript of(Fault... faults) {
        return new FaultScript(List.of(faults));
    }

    /** Most runs have one to three faults, so that each kind is met alone and in company; the others have none. */
    static FaultScript draw(long seed) {
        Draw draw = new Draw(new SplittableRandom(seed ^ 0x5DEECE66DL));
        int count = draw.random.nextInt(5);
        List<Fault> faults = new ArrayList<>();
        for (int i = 0; i < Math.min(count, 3); i++) {
            faults.add(draw.fault());
        }
        return new FaultScript(faults);
    }

    FaultScript plus(Fault fault) {
        return new FaultScript(Stream.concat(faults.stream(), Stream.of(fault)).toList());
    }

    boolean mayHalt() {
        return faults.stream().anyMatch(Fault::mayHalt);
    }

    <F extends Fault> Stream<F> all(Class<F> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast);
    }

    <F extends Fault> Optional<F> first(Class<F> kind) {
        return all(kind).findFirst();
    }

    boolean has(Class<? extends Fault> kind) {
        return faults.stream().anyMatch(kind::isInstance);
    }

    /** How long the slowest call takes there and back. */
    Duration slowest() {
        Duration calls = first(Fault.SlowCalls.class)
                .map(fault -> fault.most().multipliedBy(2))
                .orElse(Duration.ZERO);
        Duration answers = has(Fault.BadProbes.class) ? FaultyServers.STALE : Duration.ZERO;
        Duration again = first(Fault.DoubledResponses.class)
                .map(Fault.DoubledResponses::later)
                .orElse(Duration.ZERO);
        return calls.plus(answers).plus(again).plus(FaultyFleet.lateness(this));
    }

    @Override
    public String toString() {
        return faults.isEmpty() ? "none" : faults.stream().map(Fault::toString).collect(Collectors.joining(", "));
    }

    private static final class Draw {
        private final SplittableRandom random;

        Draw(SplittableRandom random) {
            this.random = random;
        }

        @SafeVarargs
        private <T> T one(T... of) {
            return of[random.nextInt(of.length)];
        }

        private double share() {
            return one(0.05, 0.2, 0.5);
        }

        private Duration time() {
            return Duration.ofMillis(random.nextLong(Duration.ofMinutes(50).toMillis()));
        }

        private Fault.Window window(Integer... seconds) {
            Duration from = time();
            return new Fault.Window(from, from.plusSeconds(one(seconds)));
        }

        /** Every kind is as likely as every other one. */
        Fault fault() {
            List<Supplier<Fault>> kinds = new ArrayList<>(ofTheCloud());
            kinds.addAll(ofTheHosts());
            kinds.addAll(ofTheRunner());
            return kinds.get(random.nextInt(kinds.size())).get();
        }

        private List<Supplier<Fault>> ofTheCloud() {
            return List.of(
                    () -> new Fault.Refusals(
                            window(5, 60, 600),
                            one(
                                    ProviderException.Kind.THROTTLED,
                                    ProviderException.Kind.NO_CAPACITY,
                                    ProviderException.Kind.FAILED,
                                    ProviderException.Kind.FORBIDDEN),
                            one(0.2, 0.5, 1.0)),
                    () -> new Fault.LostResponses(window(60, 600, 3600), one(0.2, 0.5, 1.0)),
                    () -> new Fault.SlowCalls(window(60, 600, 3600), Duration.ofSeconds(one(10, 45, 90)), share()),
                    () -> new Fault.LateEffects(Duration.ofSeconds(one(2, 15, 40)), share()),
                    () -> new Fault.DoubledCalls(one(0.1, 1.0)),
                    () -> new Fault.DoubledResponses(Duration.ofSeconds(one(0, 1, 20)), one(0.1, 1.0)),
                    () -> new Fault.Flapping(
                            window(600, 3600), Duration.ofSeconds(one(40, 300)), Duration.ofSeconds(one(5, 60))));
        }

        private List<Supplier<Fault>> ofTheHosts() {
            return List.of(
                    () -> new Fault.StillBirths(share()),
                    () -> new Fault.SlowBoots(Duration.ofMinutes(one(2, 9, 15)), share()),
                    () -> new Fault.BadVersion(one(Fault.BadVersion.Defect.values())),
                    () -> new Fault.BadProbes(
                            window(20, 60, 600), one(Fault.BadProbes.Symptom.values()), one(0.1, 0.5, 1.0)),
                    () -> new Fault.Death(time()),
                    () -> new Fault.Stranger(time()),
                    () -> new Fault.Reregistration(time()),
                    () -> new Fault.Retag(time(), random.nextBoolean()));
        }

        private List<Supplier<Fault>> ofTheRunner() {
            return List.of(
                    () -> new Fault.ClockJump(time(), jump()),
                    () -> new Fault.ClockJump(time(), jump()),
                    () -> new Fault.Skew(jump()),
                    () -> new Fault.DiskFull(random.nextInt(150), random.nextInt(3)),
                    () -> new Fault.LockLost(time(), Duration.ofSeconds(one(20, 120, 900))));
        }

        private Duration jump() {
            Duration by =
                    one(Duration.ofSeconds(20), Duration.ofMinutes(4), Duration.ofMinutes(70), Duration.ofHours(12));
            return random.nextBoolean() ? by : by.negated();
        }
    }
}
