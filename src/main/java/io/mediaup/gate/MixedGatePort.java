package io.mediaup.gate;

import io.mediaup.fleet.Host;
import io.mediaup.plan.GateSpec;
import io.mediaup.plan.SshCheck;
import java.util.List;

/**
 * Gates that are asked over HTTP or over SSH, as the plan says for each. Safe for use by several threads at once.
 *
 * @param http asks those over HTTP
 * @param ssh asks those over SSH
 */
public record MixedGatePort(GatePort http, GatePort ssh) implements GatePort {

    @Override
    public GateReading judge(GateSpec gate, List<Host> hosts) {
        return (gate.request() instanceof SshCheck ? ssh : http).judge(gate, hosts);
    }
}
