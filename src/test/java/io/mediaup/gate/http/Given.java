package io.mediaup.gate.http;

import io.mediaup.plan.GateSpec;
import io.mediaup.plan.InvalidPlanException;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanEdits;
import io.mediaup.plan.PlanFile;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.http.HeaderSecrets;
import io.mediaup.probe.http.HttpLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Ports and gates for the tests of this package; the gates are read from plans, as they are for users. */
final class Given {

    private Given() {}

    static HttpGatePort port(Map<String, String> environment) {
        HostTemplate template = new HostTemplate("sfu", "1.5.0");
        return new HttpGatePort(
                new HttpLookup(template, new HeaderSecrets(environment, Path.of("")), Instant::now), "sfu", "1.5.0");
    }

    static GateSpec query(String url, String query, String expect) {
        return gate("prometheus: {url: \"" + url + "\", query: '" + query + "'}, expect: \"" + expect + "\"");
    }

    static GateSpec number(String url, String expect, String pointer) {
        return gate("http: {url: \"" + url + "\", json-pointer: " + pointer + "}, expect: \"" + expect + "\"");
    }

    static GateSpec yes(String url) {
        return gate("http: {url: \"" + url + "\", json-pointer: /ok}");
    }

    private static Plan plan(String more) {
        try {
            Path file = Files.createTempFile("mediaup-gate", ".yaml");
            Files.writeString(file, Files.readString(Path.of("plans/quickstart.yaml")) + "\n" + more);
            Plan plan = PlanFile.read(file, PlanEdits.NONE);
            Files.delete(file);
            return plan;
        } catch (IOException | InvalidPlanException e) {
            throw new IllegalStateException(e);
        }
    }

    static GateSpec gate(String keys) {
        return plan("gates: [{name: ice, " + keys + "}]\n")
                .rollout()
                .proof()
                .gates()
                .get(0);
    }
}
