package io.mediaup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.FleetSnapshot;
import io.mediaup.fleet.Host;
import io.mediaup.fleet.HostAddress;
import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.ObservedHost;
import io.mediaup.fleet.Reading;
import io.mediaup.fleet.Rotation;
import io.mediaup.fleet.TargetState;
import io.mediaup.provider.Briefing;
import io.mediaup.provider.TargetGroupTraits;
import io.mediaup.provider.TargetGroupTraits.Checks;
import io.mediaup.provider.TargetGroupTraits.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");

    static ObservedHost host(String id, String version, String zone, boolean registered) {
        return host(id, version, zone, registered ? TargetState.HEALTHY : TargetState.NOT_REGISTERED);
    }

    private static ObservedHost host(String id, String version, String zone, TargetState state) {
        Host host =
                new Host(new HostId(id), zone, version, InstanceState.RUNNING, NOON, HostAddress.NONE, "", Marks.NONE);
        return new ObservedHost(
                host,
                new Rotation(Map.of("sfu", state)),
                Reading.unknown("not asked", NOON),
                Reading.unknown("not asked", NOON),
                Reading.unknown("not asked", NOON),
                Map.of());
    }

    static FleetSnapshot fleet(ObservedHost... hosts) {
        return FleetSnapshot.of(NOON, Arrays.asList(hosts), List.of());
    }

    private static Briefing briefing(String region, String version, String delay) {
        return new Briefing(
                new Briefing.Account("arn:aws:iam::1:user/me", "1", region),
                new LaunchDefinition(Map.of("version", version)),
                List.of(),
                List.of(new TargetGroupTraits(
                        "sfu",
                        Kind.NETWORK,
                        "TCP",
                        true,
                        new Checks(Duration.ofSeconds(10), 3),
                        Map.of("a", 1),
                        Map.of("delay", delay))),
                List.of());
    }

    private static List<String> differences(FleetSnapshot before, FleetSnapshot after) {
        return Fingerprint.of(before, Briefing.NONE).differences(Fingerprint.of(after, Briefing.NONE));
    }

    @Test
    void shouldNameEveryHostThatChangedAndHow() {
        FleetSnapshot before = fleet(
                host("i-1", "1.4.2", "a", true),
                host("i-2", "1.4.2", "a", true),
                host("i-3", "1.4.2", "b", true),
                host("i-4", "1.4.2", "b", true));
        FleetSnapshot after = fleet(
                host("i-1", "1.4.2", "a", true),
                host("i-3", "1.4.3", "b", true),
                host("i-4", "1.4.2", "b", false),
                host("i-5", "1.5.0", "c", true));

        assertThat(differences(before, after))
                .containsExactly(
                        "i-2: gone, 1.4.2 in a",
                        "i-3: version 1.4.2 → 1.4.3",
                        "i-4: target group sfu registered → not registered",
                        "i-5: new, 1.5.0 in c");
    }

    @Test
    void shouldNotMindWhatChangesByItself() {
        FleetSnapshot before = fleet(host("i-1", "1.4.2", "a", TargetState.HEALTHY));
        FleetSnapshot after = fleet(host("i-1", "1.4.2", "a", TargetState.UNHEALTHY));

        assertThat(differences(before, after)).isEmpty();
    }

    @Test
    void shouldMindWhoAsksWhereAndWhatItRestsOn() {
        FleetSnapshot fleet = fleet();

        assertThat(Fingerprint.of(fleet, briefing("eu-west-1", "42", "300"))
                        .differences(Fingerprint.of(fleet, briefing("us-east-1", "43", "60"))))
                .containsExactly(
                        "account region eu-west-1 → us-east-1", "launch version 42 → 43", "sfu: delay 300 → 60");
        assertThat(Fingerprint.of(fleet, briefing("eu-west-1", "42", "300"))
                        .differences(Fingerprint.of(fleet, Briefing.NONE)))
                .containsExactly(
                        "account id 1 → none",
                        "account region eu-west-1 → none",
                        "launch version 42 → none",
                        "sfu: gone");
    }
}
