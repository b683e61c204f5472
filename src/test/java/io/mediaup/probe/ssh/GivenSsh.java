package io.mediaup.probe.ssh;

import io.mediaup.plan.Check;
import io.mediaup.plan.CountFormat;
import io.mediaup.plan.DrainSpec;
import io.mediaup.plan.PatienceOutcome;
import io.mediaup.plan.ProbesSpec;
import io.mediaup.plan.SessionCounter;
import io.mediaup.plan.SshCheck;
import io.mediaup.remote.ssh.Shells;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Checks for the tests of this package. */
final class GivenSsh {

    static final DrainSpec DRAIN = new DrainSpec(
            Optional.of(new DrainSpec.DrainCommand(check("drain", "on"), check("drain", "off"), check("drains"))), 3);

    private GivenSsh() {}

    static SshCheck check(String... command) {
        return new SshCheck(List.of(command), Optional.empty(), Optional.empty(), false, Shells.PATIENT);
    }

    static SshCheck matching(String pattern, String... command) {
        return new SshCheck(List.of(command), Optional.of(pattern), Optional.empty(), false, Shells.PATIENT);
    }

    static SshCheck expecting(String output, String... command) {
        return new SshCheck(List.of(command), Optional.empty(), Optional.of(output), false, Shells.PATIENT);
    }

    static SshCheck printingWait(String... command) {
        return new SshCheck(List.of(command), Optional.empty(), Optional.empty(), true, Shells.PATIENT);
    }

    static SessionCounter counter(String name, Check source) {
        return new SessionCounter(name, source, new CountFormat.Output(), 0, Duration.ofHours(4), PatienceOutcome.WAIT);
    }

    static ProbesSpec probes(Optional<Check> health, Optional<Check> version, SessionCounter... counters) {
        return new ProbesSpec(Duration.ofSeconds(5), Duration.ofSeconds(30), health, 2, version, List.of(counters));
    }
}
