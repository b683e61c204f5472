package io.mediaup.simulation;

import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.Journal;
import io.mediaup.rollout.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Shows every fact to somebody once it is appended, and can kill the process in the middle of an append. */
class CheckedJournal implements Journal {

    private final Journal facts = new InMemoryJournal();
    private final Consumer<Fact> onFact;
    private final List<Integer> appends = new ArrayList<>();
    private Predicate<Fact> swallowed = fact -> false;
    private int killedAppend = -1;
    private int durable;

    CheckedJournal(Consumer<Fact> onFact) {
        this.onFact = onFact;
    }

    /** What kills a simulated process. */
    static final class ProcessKilled extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /**
     * Kills the process in append number {@code append}, from 0, when its first {@code durable} facts are on disk: with
     * none the append is lost, with all nothing that was to follow it happens.
     */
    void killAt(int append, int durable) {
        this.killedAppend = append;
        this.durable = durable;
    }

    /** Loses facts without a word, as a journal must never do. */
    void swallow(Predicate<Fact> lost) {
        swallowed = lost;
    }

    /** How many facts each append held. */
    List<Integer> appends() {
        return appends;
    }

    boolean killed() {
        return killedAppend >= 0 && appends.size() > killedAppend;
    }

    @Override
    public void append(List<? extends Fact> more) {
        boolean kill = appends.size() == killedAppend;
        appends.add(more.size());
        List<? extends Fact> kept = more.stream()
                .limit(kill ? durable : more.size())
                .filter(fact -> !swallowed.test(fact))
                .toList();
        facts.append(kept);
        kept.forEach(onFact);
        if (kill) {
            throw new ProcessKilled();
        }
    }

    @Override
    public List<Fact> facts() {
        return facts.facts();
    }
}
