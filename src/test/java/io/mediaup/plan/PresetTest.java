package io.mediaup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What presets become; the answers that they are read from are documented in their files. */
class PresetTest {

    private static final String START = """
            apiVersion: mediaup/v1
            name: p
            fleet: {provider: lab}
            target: {version: "2"}
            """;

    private static String counter(String preset) {
        return START + "probes: {sessions: [{name: calls, preset: " + preset + "}]}\n";
    }

    static Stream<String> names() {
        return Preset.NAMES.stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldCountByEveryPreset(String name) throws Exception {
        SessionCounter counter = plan(counter(name)).probes().sessions().get(0);

        assertThat(counter.source().toString()).doesNotContain("${");
        assertThat(Presets.named(name).orElseThrow().about()).isNotBlank();
    }

    @Test
    void shouldHaveAFileForEveryNameAndNoOther() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/io/mediaup/plan/presets"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(Preset.NAMES);
        }
    }

    @Test
    void shouldGoThroughATunnelUnlessAnAddressIsSaid() throws Exception {
        HttpCheck tunneled = http(counter("jitsi-videobridge"));
        HttpCheck direct = http(counter("jitsi-videobridge, with: {address: 192.0.2.1, port: 81}"));

        assertThat(tunneled.url()).isEqualTo("http://127.0.0.1:8080/metrics");
        assertThat(tunneled.viaSsh()).isTrue();
        assertThat(direct.url()).isEqualTo("http://192.0.2.1:81/metrics");
        assertThat(direct.viaSsh()).isFalse();
    }

    private static Plan plan(String text) throws InvalidPlanException {
        return PlanFile.read("p", text.getBytes(StandardCharsets.UTF_8), PlanEdits.NONE);
    }

    private static HttpCheck http(String plan) throws InvalidPlanException {
        return (HttpCheck) plan(plan).probes().sessions().get(0).source();
    }

    @ParameterizedTest
    @CsvSource({
        "jitsi-videobridge, /colibri/drain/enable",
        "freeswitch, fsctl pause inbound",
        "janus, accept_new_sessions"
    })
    void shouldUndoAndReadBackWhatEnterDoes(String name, String told) throws Exception {
        String text = counter(name) + "drain: {enter: {preset: " + name + "}}\n";

        DrainSpec.DrainCommand drain = plan(text).drain().command().orElseThrow();
        assertThat(drain.enter().toString()).contains(told);
        assertThat(drain.leave()).isNotEqualTo(drain.enter());
        assertThat(drain.readBack()).isNotEqualTo(drain.enter());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "drain: {enter: {preset: coturn}} | not supported yet. Remove drain.enter",
                "drain: {enter: {preset: coturn}} | kills 4.6.1 outright",
                "drain: {enter: {preset: livekit}} | exits at zero",
                "drain: {enter: {preset: rtpengine}} | not supported yet",
                "drain: {enter: {preset: srs}, leave: {http: {url: 'http://h'}}, read-back: {http: {url: 'http://h'}}} | which cannot. Remove",
                "drain: {enter: {preset: jitsi-videobrige}} | Did you mean 'jitsi-videobridge'?",
                "drain: {enter: {preset: freeswitch, with: {port: 1}}, leave: {preset: freeswitch}, read-back: {preset: freeswitch}} | It has none",
                "drain: {enter: {with: {port: 1}, http: {url: 'http://h'}}, leave: {http: {url: 'http://h'}}, read-back: {http: {url: 'http://h'}}} | preset beside with",
            })
    void shouldRefuseWhatAServerCannotDo(String drain, String said) {
        assertThat(PlanText.problems(counter("srs") + drain + "\n"))
                .anyMatch(problem -> problem.toString().contains(said));
    }

    @Test
    void shouldRefuseASecretInClear() {
        assertThat(PlanText.problems(counter("janus, with: {secret: janusoverlord}")))
                .singleElement()
                .asString()
                .contains("Expected env:NAME or file:PATH for 'admin_secret' in the body")
                .doesNotContain("janusoverlord");
    }

    @Test
    void shouldRefuseTwoWays() {
        assertThat(PlanText.problems(counter("srs, http: {url: 'http://h'}")))
                .singleElement()
                .asString()
                .contains("preset or http");
    }

    @Test
    void shouldShowAllThatIsKnown() {
        assertThat(PresetCatalog.all())
                .hasSameSizeAs(Preset.NAMES)
                .anyMatch(
                        entry -> entry.name().equals("coturn") && entry.drain().equals("exits-at-zero"));
        assertThat(PresetCatalog.page("coturn").orElseThrow()).contains("turn_total_allocations", "gotchas:", "4.8.0");
        assertThat(PresetCatalog.page("../presets/coturn")).isEmpty();
        assertThat(PresetCatalog.meant("cotrun")).contains("coturn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"coturn", "janus", "livekit", "signalling-websockets"})
    void shouldComeWithPlansThatAreValid(String name) throws Exception {
        Plan plan = plan(Files.readString(Path.of("plans", "servers", name + ".yaml")));

        assertThat(plan.probes().sessions()).hasSize(1);
    }
}
