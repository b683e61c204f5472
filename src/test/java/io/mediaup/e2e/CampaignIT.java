package io.mediaup.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mediaup.lab.LabMachine;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real processes over complete runs, and what happens to them at random moments: mediaup is killed, suspended past its
 * lease while another takes over, and starved of disk space; hosts and clients are killed. Whatever happens, the same
 * command leads to the end that an undisturbed run has, or stops and says how to go on. See {@link Campaign}.
 */
class CampaignIT {

    private static final List<String> ROLLOUTS = List.of(
            "{batch: 1, max-surge: 1, max-unavailable: 0}",
            "{batch: 2, max-surge: 2, max-unavailable: 0}",
            "{batch: 1, max-surge: 0, max-unavailable: 1}",
            "{batch: 1, max-surge: 1, max-unavailable: 1, max-draining: 1}");

    /** Each technique with its part of a plan; drain-first is drawn with one of the rollouts above. */
    private static final Map<String, String> TECHNIQUES = new TreeMap<>(
            Map.of(
                    "drain-first", "",
                    "active-passive", "",
                    "kill-reconnect", "",
                    "migrate-first",
                            "migrate: {notify: {http: {method: POST, url: \"http://{{host.address}}:{{host.port}}/evacuate"
                                    + "?to={{replacement.address}}:{{replacement.port}}&count={{migrate.count}}\"}}, within: 3s}"));

    @RegisterExtension
    private final Lab lab = new Lab();

    static IntStream labs() {
        return IntStream.rangeClosed(1, Campaign.LABS);
    }

    /** For disturbances that take more time, or leave less to chance. */
    static IntStream someLabs() {
        return IntStream.rangeClosed(1, (Campaign.LABS + 1) / 2);
    }

    static IntStream fewLabs() {
        return IntStream.rangeClosed(1, (Campaign.LABS + 2) / 3);
    }

    private Cli apply(String... more) throws IOException {
        String[] words = {"apply", "PLAN", "--yes", "--output", "json"};
        return lab.start(
                Stream.concat(List.of(words).stream(), List.of(more).stream()).toArray(String[]::new));
    }

    private EndState draw(Campaign campaign) throws IOException {
        int hosts = 2 + campaign.random.nextInt(2);
        lab.with("hosts", String.valueOf(hosts))
                .with("zones", campaign.random.nextBoolean() ? "[a]" : "[a, b]")
                .with("rollout", ROLLOUTS.get(campaign.random.nextInt(ROLLOUTS.size())));
        return new EndState(lab, hosts);
    }

    /** Another technique in each lab, and others each time: {@code -Dmediaup.e2e.labs=4} has them all. */
    private String drawTechnique(int number) throws IOException {
        List<String> names = List.copyOf(TECHNIQUES.keySet());
        String technique = names.get((int) ((Campaign.SEED + number) % names.size()));
        lab.with("technique", technique).with("migrate", TECHNIQUES.get(technique));
        if (!technique.equals("drain-first")) {
            boolean atOnce = !technique.equals("migrate-first");
            lab.with("rollout", atOnce ? "{}" : "{batch: 1, max-surge: 1, max-unavailable: 0}");
        }
        return technique;
    }

    @ParameterizedTest
    @MethodSource("labs")
    void shouldEndAsUndisturbedHoweverOftenItIsKilled(int number) throws Exception {
        Campaign campaign = new Campaign("kills", number);
        campaign.trial(() -> {
            EndState end = draw(campaign);
            String technique = drawTechnique(number);
            boolean cuts = technique.equals("kill-reconnect");
            int runs = 1;
            for (int kills = 0; kills < Campaign.killsPerLab(); ) {
                Cli apply = apply();
                if (campaign.letWork(apply, 0, 12)) {
                    apply.kill();
                }
                if (apply.end() == 0) {
                    assertNextRunDone(end, runs++, cuts);
                } else {
                    apply.endsWith(137);
                    kills++;
                }
            }
            apply().endsWith(0);
            assertNextRunDone(end, runs, cuts);
            campaign.report(technique + ", " + Campaign.killsPerLab() + " kills over " + runs + " runs of "
                    + lab.part("hosts") + " hosts, " + lab.sessions("completed") + " sessions completed, "
                    + lab.sessions("interrupted") + " interrupted");
        });
    }

    /** And lets the next run begin with another version. */
    private void assertNextRunDone(EndState end, int runs, boolean cuts) throws IOException {
        end.assertDone(lab.part("target"));
        end.assertLaunched(runs + 1, 0);
        // The technique to kill cuts sessions on hosts that it retires, and on no other.
        end.assertInterruptedOnlyOn(
                cuts
                        ? lab.fleet().hosts().stream()
                                .filter(host -> !host.alive())
                                .map(LabMachine::id)
                                .collect(Collectors.toSet())
                        : Set.of());
        assertThat(lab.runs()).as("runs").hasSize(runs);
        lab.with("target", "1.5." + runs);
    }

    @ParameterizedTest
    @MethodSource("someLabs")
    void shouldReplaceHostsThatAreKilledAndNeedNoClients(int number) throws Exception {
        Campaign campaign = new Campaign("losses", number);
        campaign.trial(() -> {
            EndState end = draw(campaign);
            lab.with("median", "4s").with("p95", "6s");
            lab.run(0, "lab", "up", "PLAN");
            Set<String> killed = new TreeSet<>();
            Cli apply = apply();
            for (int i = 0; i < 2 && campaign.letWork(apply, 2 + 6 * i, 8 + 6 * i); i++) {
                killed.add(killHost(campaign));
            }
            if (campaign.letWork(apply, 0, 25)) {
                lab.traffic().forEach(ProcessHandle::destroyForcibly);
            }
            if (campaign.random.nextBoolean() && campaign.letWork(apply, 0, 25)) {
                apply.kill();
                apply.endsWith(137);
                apply = apply();
            }
            // Two new hosts that die before they get into rotation are as many failures as the plan allows.
            if (apply.end() == 1) {
                assertThat(apply.summary().path("outcome").asString()).isEqualTo("halted");
                assertThat(apply.errText()).contains("mediaup apply " + lab.planFile());
                apply = apply();
            }
            apply.endsWith(0);
            end.assertDone("1.5.0");
            end.assertLaunched(2, killed.size());
            end.assertInterruptedOnlyOn(killed);
            campaign.report(killed.size() + " hosts and the clients killed, "
                    + lab.interruptions().size() + " sessions interrupted, all of them on these hosts");
        });
    }

    private String killHost(Campaign campaign) {
        List<LabMachine> alive =
                lab.fleet().hosts().stream().filter(LabMachine::alive).toList();
        LabMachine host = alive.get(campaign.random.nextInt(alive.size()));
        ProcessHandle.of(host.pid()).ifPresent(ProcessHandle::destroyForcibly);
        return host.id();
    }

    @ParameterizedTest
    @MethodSource("fewLabs")
    void shouldFenceASleeperWheneverItWakes(int number) throws Exception {
        Campaign campaign = new Campaign("sleepers", number);
        campaign.trial(() -> {
            EndState end = draw(campaign);
            lab.environment("MEDIAUP_LEASE", "1s");
            lab.run(0, "lab", "up", "PLAN");
            Cli sleeper = apply();
            sleeper.awaitEvent("runner-joined");
            assertThat(campaign.letWork(sleeper, 2, 10)).as("at work").isTrue();
            sleeper.signal("STOP");

            Cli second = apply("--lock-wait", "1m");
            second.awaitErr("which has not renewed it for");
            // A sleeper that holds the lab's own mutex is, to the second, a cloud that does not answer until it wakes.
            campaign.letWork(second, 0, 14, Duration.ofSeconds(15));
            sleeper.signal("CONT");
            sleeper.endsWith(75);
            second.endsWith(0);

            assertThat(sleeper.errText()).contains("writes nothing more", "mediaup status");
            assertThat(lab.facts(Fact.RunnerJoined.class)).hasSize(2);
            end.assertDone("1.5.0");
            end.assertLaunched(2, 0);
            end.assertInterruptedOnlyOn(Set.of());
            campaign.report("a sleeper was fenced, 0 sessions interrupted");
        });
    }

    @ParameterizedTest
    @MethodSource("fewLabs")
    void shouldGoOnWhenTheDiskHasRoomAgain(int number) throws Exception {
        Campaign campaign = new Campaign("full disks", number);
        campaign.trial(() -> {
            EndState end = draw(campaign);
            lab.run(0, "lab", "up", "PLAN");
            try (SmallDisk disk = SmallDisk.at(lab.runsDirectory())) {
                assumeTrue(disk.mounted(), "Skipped: this process may not mount a tmpfs.");
                int full = 0;
                Cli apply = apply();
                while (full < 3 && campaign.letWork(apply, 0, 10)) {
                    Path filler = disk.fill();
                    int exit = apply.end();
                    disk.free(filler);
                    if (exit == 0) {
                        break;
                    }
                    assertSaysThatTheDiskIsFull(apply);
                    full++;
                    apply = apply();
                }
                apply.endsWith(0);
                end.assertDone("1.5.0");
                end.assertLaunched(2, 0);
                end.assertInterruptedOnlyOn(Set.of());
                campaign.report("the disk was full " + full + " times, 0 sessions interrupted");
            }
        });
    }

    private static void assertSaysThatTheDiskIsFull(Cli apply) {
        apply.endsWith(1);
        assertThat(apply.errText())
                .contains("No space left on device", "the same command goes on afterwards")
                .doesNotContain("\tat ", "bug in mediaup");
    }
}
