package io.mediaup.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.rollout.Fact;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every journal keeps. */
public abstract class JournalContract {

    /** A journal without facts. */
    protected abstract Journal journal();

    private static final List<Fact> FACTS = FactSamples.release010();

    @Test
    void shouldBeEmptyAtFirst() {
        assertThat(journal().facts()).isEmpty();
    }

    @Test
    void shouldKeepFactsInTheirOrder() {
        Journal journal = journal();

        journal.append(FACTS.subList(0, 3));
        journal.append(List.of());
        FACTS.subList(3, FACTS.size()).forEach(fact -> journal.append(List.of(fact)));

        assertThat(journal.facts()).isEqualTo(FACTS);
    }

    @Test
    void shouldNotChangeWhatWasHandedOutOrIn() {
        Journal journal = journal();
        List<Fact> mine = new ArrayList<>(FACTS.subList(0, 2));
        journal.append(mine);
        List<Fact> handed = journal.facts();

        mine.clear();
        journal.append(FACTS.subList(2, 3));

        assertThat(handed).isEqualTo(FACTS.subList(0, 2));
        assertThat(journal.facts()).isEqualTo(FACTS.subList(0, 3));
        assertThatThrownBy(handed::clear).isInstanceOf(UnsupportedOperationException.class);
    }
}
