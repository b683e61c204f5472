package io.mediaup.gate.ssh;

import io.mediaup.plan.Check;
import io.mediaup.plan.Expectation;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.SshCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ssh.SshLookup;
import io.mediaup.remote.ssh.Shells;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Ports and gates for the tests of this package. */
final class GivenGate {

    private GivenGate() {}

    static SshGatePort port(Shells shells) {
        HostTemplate template = new HostTemplate("sfu", "1.5.0");
        return new SshGatePort(new SshLookup(template, shells.shell(), Instant::now), Instant::now);
    }

    /** What {@code command} prints must be below 0.02. */
    static GateSpec number(String... command) {
        return gate(check(command), Optional.of(new Expectation("<", 0.02)));
    }

    /** The exit status of {@code command} must say yes. */
    static GateSpec yes(String... command) {
        return gate(check(command), Optional.empty());
    }

    private static SshCheck check(String... command) {
        return new SshCheck(List.of(command), Optional.empty(), Optional.empty(), false, Shells.PATIENT);
    }

    private static GateSpec gate(Check check, Optional<Expectation> expect) {
        return new GateSpec("loss", check, "", expect, Duration.ofSeconds(30), GateSpec.Inconclusive.PAUSE, 1, 5);
    }
}
