package io.mediaup.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.plan.PlanEdits;
import io.mediaup.provider.Briefing;
import io.mediaup.provider.TargetGroupTraits;
import io.mediaup.provider.TargetGroupTraits.Checks;
import io.mediaup.provider.TargetGroupTraits.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedPlanTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/saved-plan-1.json");
    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    @TempDir
    private Path directory;

    private static Briefing briefing() {
        TargetGroupTraits group = new TargetGroupTraits(
                "sfu",
                Kind.NETWORK,
                "TCP",
                true,
                new Checks(Duration.ofSeconds(10), 3),
                Map.of("eu-west-1a", 2),
                Map.of("deregistration_delay.timeout_seconds", "300"));
        return new Briefing(
                new Briefing.Account("arn:aws:sts::123456789012:assumed-role/ops/me", "123456789012", "eu-west-1"),
                new LaunchDefinition(Map.of("template", "lt-1", "version", "42", "image", "ami-1")),
                List.of(),
                List.of(group),
                List.of());
    }

    private static SavedPlan saved() {
        SavedPlan.PlanText text = new SavedPlan.PlanText(
                "sfu", "sfu.yaml", "7d0e", "name: sfu\n", List.of("target.version=1.5.0"), List.of("zone=eu-west-1a"));
        Fingerprint fleet = Fingerprint.of(
                FingerprintTest.fleet(
                        FingerprintTest.host("i-1", "1.4.2", "eu-west-1a", true),
                        FingerprintTest.host("i-2", "1.4.1", "eu-west-1b", false)),
                briefing());
        return SavedPlan.of(NOON, "ops@ci-7", "20261102-120000-abcd", text, fleet);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("saved.json"), content);
    }

    @Test
    void shouldBeWrittenAsItAlwaysWas() throws IOException {
        if (Boolean.getBoolean("mediaup.update")) {
            Files.writeString(GOLDEN, saved().json());
        }
        assertThat(GOLDEN).hasContent(saved().json());
    }

    /** Also once the version has risen: what was written once is read. */
    @Test
    void shouldReadWhatReleaseTwoWrote() {
        SavedPlan read = SavedPlan.in(GOLDEN).orElseThrow();

        assertThat(read.run()).isEqualTo("20261102-120000-abcd");
        assertThat(read.plan().text()).isEqualTo("name: sfu\n");
        assertThat(read.plan().edits())
                .isEqualTo(new PlanEdits(List.of("target.version=1.5.0"), List.of("zone=eu-west-1a")));
        assertThat(read.fleet().hosts()).containsOnlyKeys("i-1", "i-2");
        assertThat(read.fleet().account()).containsEntry("region", "eu-west-1");
    }

    @Test
    void shouldTellOtherFilesApart() throws IOException {
        assertThat(SavedPlan.in(file("apiVersion: mediaup/v1\n"))).isEmpty();
        assertThat(SavedPlan.in(file("{\"apiVersion\": \"mediaup/v1\"}"))).isEmpty();
        assertThat(SavedPlan.in(file(""))).isEmpty();
        assertThat(SavedPlan.in(directory.resolve("none"))).isEmpty();
        assertThat(SavedPlan.in(directory)).isEmpty();
    }

    @Test
    void shouldRefuseEveryTruncationAndEveryChange() throws IOException {
        String whole = saved().json();
        for (int length = 40; length < whole.stripTrailing().length(); length += 37) {
            Path cut = file(whole.substring(0, length));
            assertThatThrownBy(() -> SavedPlan.in(cut))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("cut off")
                    .hasMessageContaining("Save it anew")
                    .extracting(refusal -> ((Refusal) refusal).exit())
                    .isEqualTo(Exit.INVALID_PLAN);
        }
        for (String[] change : new String[][] {{"1.4.2", "1.4.3"}, {"name: sfu", "name: tfu"}, {"i-2", "i-3"}}) {
            Path changed = file(whole.replace(change[0], change[1]));
            assertThatThrownBy(() -> SavedPlan.in(changed)).hasMessageContaining("changed after it was saved");
        }
    }

    @Test
    void shouldRefuseWhatANewerReleaseWrote() throws IOException {
        Path newer = file("{\"mediaup-saved-plan\": 2, \"more\": {}}");

        assertThatThrownBy(() -> SavedPlan.in(newer))
                .hasMessageContaining("Expected a saved plan of version 1 in " + newer + ", but found version 2")
                .hasMessageContaining("a newer mediaup");
    }

    @Test
    void shouldBeForItsOwnerOnlyAndReplaceOnlyItsOwnKind() throws IOException {
        Path file = directory.resolve("sfu.plan");
        Files.writeString(file, "apiVersion: mediaup/v1\n");
        PlanSource source = PlanSource.of(Path.of("sfu.yaml"), List.of(), List.of());
        assertThatThrownBy(() -> PlanSaving.into(source, file))
                .hasMessageContaining("which is something else")
                .extracting(refusal -> ((Refusal) refusal).exit())
                .isEqualTo(Exit.USAGE);

        PrivateFile.write(file, saved().json());
        PlanSaving.into(source, file);
        PrivateFile.write(file, saved().json());

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(SavedPlan.in(file)).contains(saved());
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file);
        }
    }
}
