package io.mediaup;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The rule about clocks is only as good as its eyes. */
class RealWorldTest {
    @Test
    void shouldSeeCallsReferencesAndConstructors() {
        assertThat(seenIn(Real.class)).containsExactlyInAnyOrder("now", "now", "nanoTime", "systemUTC", "<init>");
    }

    @Test
    void shouldAllowWhatTheCallerHandsIn() {
        assertThat(seenIn(HandedIn.class)).isEmpty();
    }

    private static Iterable<String> seenIn(Class<?> type) {
        return new ClassFileImporter()
                .importClass(type).getAccessesFromSelf().stream()
                        .filter(new RealWorld())
                        .map(access -> access.getTarget().getName())
                        .toList();
    }

    @SuppressWarnings("unused")
    private static final class Real {
        final Supplier<Instant> reference = Instant::now;
        final LocalDate call = LocalDate.now(Clock.systemUTC());
        final LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
        final long nanos = System.nanoTime();
        final Random random = new Random();
    }

    @SuppressWarnings("unused")
    private static final class HandedIn {
        final Random random = new Random(7);

        Instant now(Clock clock) {
            return Instant.now(clock);
        }
    }
}
