package io.mediaup.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.rollout.Fact;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every journal does. */
public abstract class JournalContract {

    /** An empty journal. */
    protected abstract Journal open() throws Exception;

    /** The same journal as another process finds it. */
    protected abstract Journal reopen(Journal journal) throws Exception;

    @Test
    void shouldBeginEmpty() throws Exception {
        assertThat(open().facts()).isEmpty();
    }

    @Test
    void shouldKeepFactsInTheirOrderOverProcesses() throws Exception {
        List<Fact> facts = FactSamples.all();
        Journal journal = open();
        List<Fact> expected = new ArrayList<>();
        for (int i = 0; i < facts.size(); i += 3) {
            List<Fact> some = facts.subList(i, Math.min(facts.size(), i + 3));
            journal.append(some);
            expected.addAll(some);
            assertThat(journal.facts()).isEqualTo(expected);
            journal = reopen(journal);
            assertThat(journal.facts()).isEqualTo(expected);
        }
    }

    @Test
    void shouldAppendNothing() throws Exception {
        Journal journal = open();
        journal.append(List.of());
        journal.append(FactSamples.all().subList(0, 1));
        assertThat(reopen(journal).facts()).hasSize(1);
    }

    @Test
    void shouldHandOutACopy() throws Exception {
        Journal journal = open();
        List<Fact> before = journal.facts();
        journal.append(FactSamples.all().subList(0, 1));
        assertThat(before).isEmpty();
    }
}
