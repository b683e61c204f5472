package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.journal.StoredRun;
import io.mediaup.journal.s3.Buckets;
import io.mediaup.journal.s3.FakeS3;
import io.mediaup.journal.s3.MotoServer;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs whose state is in S3, from machines that share nothing else. */
class StateInS3IT {

    @RegisterExtension
    private final Lab lab = new Lab();

    @BeforeEach
    void up() throws IOException {
        // The runs must still be at work when other machines have had their say.
        lab.withLastingSessions().with("hosts", "3");
        lab.run(0, "lab", "up", "PLAN");
    }

    private void endpoint(URI endpoint) {
        lab.environment("AWS_ENDPOINT_URL", endpoint.toString())
                .environment("AWS_REGION", "eu-west-1")
                .environment("AWS_ACCESS_KEY_ID", "test")
                .environment("AWS_SECRET_ACCESS_KEY", "test");
    }

    /** From now on commands run on a machine that has the same lab before it, and nothing else of the first one. */
    private void onAnotherMachine() throws IOException {
        Path state = Files.createDirectories(lab.directory().resolve("other/mediaup"));
        Files.createSymbolicLink(state.resolve("labs"), lab.directory().resolve("state/mediaup/labs"));
        lab.environment("XDG_STATE_HOME", lab.directory().resolve("other").toString())
                .environment("HOSTNAME", "ci-8")
                // A process of somebody else cannot be seen from here, as on another machine.
                .environment("MEDIAUP_JAVA_OPTS", "-Duser.name=other");
    }

    @Test
    void shouldBeTakenOverByAnotherMachineAfterTheLease() throws Exception {
        URI s3 = MotoServer.endpoint();
        String bucket = Buckets.create(s3);
        endpoint(s3);
        lab.with("state", "state: s3://" + bucket).environment("MEDIAUP_LEASE", "4s");
        Cli first = lab.start("apply", "PLAN", "--yes", "--output", "json");
        first.awaitEvent("host-told-to-drain");

        onAnotherMachine();
        assertThat(lab.run(0, "pause", "PLAN").outText()).contains("obeys: pause");
        assertThat(lab.run(0, "status", "PLAN").outText()).contains("(process " + first.pid(), "paused");
        assertThat(lab.run(75, "apply", "PLAN", "--yes").errText())
                .contains("Expected nobody else to run e2e", "(process " + first.pid());
        first.kill();
        Cli second = lab.start("apply", "PLAN", "--yes", "--output", "json", "--lock-wait", "1m");
        lab.run(0, "resume", "PLAN");
        lab.endSessions();
        second.endsWith(0);

        assertThat(second.errText()).contains("(process " + first.pid(), "which has not renewed it for");
        StoredRun run = Buckets.store(s3, bucket, "e2e").latest().orElseThrow();
        List<Fact> facts = run.facts();
        assertThat(second.summary().path("run").asString()).isEqualTo(run.id());
        assertThat(facts).filteredOn(Fact.RunnerJoined.class::isInstance).hasSize(2);
        assertThat(facts).filteredOn(Fact.RunEnded.class::isInstance).hasSize(1);
        assertThat(lab.fleet().hosts()).as("every host ever launched").hasSize(6);
        assertThat(lab.hosts("1.5.0")).hasSize(3);
        assertThat(lab.sessions("interrupted")).isZero();
        assertThat(lab.run(0, "status").outText()).contains(run.id(), "done");
        assertThat(lab.directory().resolve("other/mediaup/e2e")).isDirectoryContaining("glob:**/elsewhere");
    }

    @Test
    void shouldLeaveWithWhatToDoWhenCredentialsExpireAndGoOnAfterwards() throws Exception {
        try (FakeS3 s3 = new FakeS3()) {
            lab.with("state", "state: s3://ops-state/media").environment("AWS_EC2_METADATA_DISABLED", "true");
            assertThat(lab.run(77, "status", "PLAN").errText())
                    .contains("Expected to list s3://ops-state/media/e2e/, but found no AWS credentials", "AWS_PROFILE")
                    .doesNotContain("\tat ");
            endpoint(s3.endpoint());
            Cli first = lab.start("apply", "PLAN", "--yes", "--output", "json");
            first.awaitEvent("host-told-to-drain");

            s3.failAll(FakeS3.Fault.EXPIRED);
            first.endsWith(77);

            assertThat(first.summary().path("outcome").asString()).isEqualTo("unfinished");
            assertThat(first.summary().path("exit").asInt()).isEqualTo(77);
            assertThat(first.errText())
                    .contains("ExpiredToken", "aws sso login")
                    .doesNotContain("\tat ");
            Cli refused = lab.run(77, "apply", "PLAN", "--yes", "--output", "json");
            assertThat(refused.summary().path("outcome").asString()).isEqualTo("refused");
            s3.failAll(null);
            lab.endSessions();
            lab.run(0, "apply", "PLAN", "--yes");
            assertThat(lab.fleet().hosts()).as("every host ever launched").hasSize(6);
            assertThat(lab.sessions("interrupted")).isZero();
        }
    }
}
