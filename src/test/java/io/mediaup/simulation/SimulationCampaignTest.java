package io.mediaup.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.provider.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The part of the {@link Campaign} that every build runs. {@code -Dmediaup.seed=N} reruns one seed and prints its diary;
 * {@code -Dmediaup.runs=N} and {@code -Dmediaup.first=N} run others.
 */
class SimulationCampaignTest {

    private static final int RUNS = Integer.getInteger("mediaup.runs", 300);
    private static final long FIRST = Long.getLong("mediaup.first", 1);

    @Test
    void shouldKeepEveryInvariantWhateverHappens() {
        Long only = Long.getLong("mediaup.seed");
        Consumer<Trial> watch = only == null ? trial -> {} : trial -> trial.keepDiary(System.out::println);

        Campaign campaign =
                Campaign.run(only == null ? FIRST : only, only == null ? RUNS : 1, watch, System.out::println);

        assertThat(campaign.failures())
                .as("%d runs failed", campaign.failures().size())
                .isEmpty();
    }

    /** A bug that is planted on purpose: a termination of which nobody hears that it was called off. */
    @Test
    void shouldReproduceAFailureFromWhatItPrints() {
        Consumer<Trial> bug = trial -> trial.run.wrapProvider(fleet -> new ProviderMutant(fleet) {
            @Override
            public void terminate(HostId host, String run) throws ProviderException {
                super.deregister(host);
            }
        });
        List<String> printed = new ArrayList<>();

        Campaign campaign = Campaign.run(1, 12, bug, printed::add);

        assertThat(campaign.failures()).isNotEmpty().allMatch(printed::contains);
        for (String failure : campaign.failures().subList(0, 1)) {
            Matcher rerun =
                    Pattern.compile("Rerun: .* -Dmediaup\\.seed=(\\d+)\n").matcher(failure);
            assertThat(rerun.find()).isTrue();
            long seed = Long.parseLong(rerun.group(1));
            assertThat(Campaign.run(seed, 1, bug, line -> {}).failures()).containsExactly(failure);
        }
    }
}
