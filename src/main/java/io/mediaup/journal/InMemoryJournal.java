package io.mediaup.journal;

import io.mediaup.rollout.Fact;
import java.util.ArrayList;
import java.util.List;

/** A journal that lives as long as its process: for previews and simulations. Not thread-safe. */
public final class InMemoryJournal implements Journal {

    private final List<Fact> facts = new ArrayList<>();

    @Override
    public void append(List<? extends Fact> more) {
        facts.addAll(more);
    }

    @Override
    public List<Fact> facts() {
        return List.copyOf(facts);
    }
}
