package io.mediaup.simulation;

import io.mediaup.journal.InMemoryJournal;
import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.rollout.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a run as all its processes share them: shows every fact to somebody once it is appended, and can kill the
 * process in the middle of an append, run out of space, or hand the right to write to another process.
 */
class CheckedJournal {

    private final Journal facts = new InMemoryJournal();
    private final Consumer<Fact> onFact;
    private final List<Integer> appends = new ArrayList<>();
    private final Map<Integer, Integer> kills = new HashMap<>();
    private final Map<Integer, Integer> full = new HashMap<>();
    private Predicate<Fact> swallowed = fact -> false;
    private @Nullable Handle writer;
    private int killed;

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
        kills.put(append, durable);
    }

    /** Lets append number {@code append} fail when its first {@code durable} facts are on disk. */
    void fullAt(int append, int durable) {
        full.put(append, durable);
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
        return killed > 0;
    }

    /** How often the process was killed in an append. */
    int kills() {
        return killed;
    }

    List<Fact> facts() {
        return facts.facts();
    }

    /** The journal for the next process; whoever had it before may not write any more. */
    Journal open() {
        writer = new Handle();
        return writer;
    }

    private void append(List<? extends Fact> more) {
        int number = appends.size();
        appends.add(more.size());
        Integer torn = kills.containsKey(number) ? kills.get(number) : full.get(number);
        List<? extends Fact> kept = more.stream()
                .limit(torn == null ? more.size() : torn)
                .filter(fact -> !swallowed.test(fact))
                .toList();
        facts.append(kept);
        kept.forEach(onFact);
        if (kills.containsKey(number)) {
            killed++;
            throw new ProcessKilled();
        }
        if (full.containsKey(number)) {
            throw new JournalException("Expected room for a fact, but found the disk full.");
        }
    }

    /** The journal as one process has it. After a failure it stays broken, as the real one does. */
    private final class Handle implements Journal {
        private boolean broken;

        @Override
        public void append(List<? extends Fact> more) {
            if (broken || this != writer) {
                throw new JournalException("Expected to be the one who writes, but found that it is another one.");
            }
            try {
                CheckedJournal.this.append(more);
            } catch (JournalException e) {
                broken = true;
                throw e;
            }
        }

        @Override
        public List<Fact> facts() {
            return facts.facts();
        }
    }
}
