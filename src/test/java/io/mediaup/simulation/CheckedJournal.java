package io.mediaup.simulation;

import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.Journal;
import io.mediaup.rollout.Fact;
import java.util.List;
import java.util.function.Consumer;

/** Shows every fact to somebody once it is appended. */
class CheckedJournal implements Journal {

    private final Journal facts = new InMemoryJournal();
    private final Consumer<Fact> onFact;

    CheckedJournal(Consumer<Fact> onFact) {
        this.onFact = onFact;
    }

    @Override
    public void append(List<? extends Fact> more) {
        facts.append(more);
        more.forEach(onFact);
    }

    @Override
    public List<Fact> facts() {
        return facts.facts();
    }
}
