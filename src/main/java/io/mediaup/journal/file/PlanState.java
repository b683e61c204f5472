package io.mediaup.journal.file;

import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs of one plan on this machine, and its lock. */
public final class PlanState {

    private final Path directory;

    /**
     * The runs below {@code directory}, which need not exist.
     */
    public PlanState(Path directory) {
        this.directory = directory;
    }

    /** Takes the plan's lock; empty when another process has it. */
    public Optional<PlanLock> lock(String owner, Instant now, String reason) {
        return PlanLock.take(directory, owner, now, reason);
    }

    /** Who has the plan's lock now. */
    public Optional<PlanLock.Holder> holder() {
        return PlanLock.holder(directory);
    }

    /** The newest run that has begun. */
    public Optional<RunDirectory> latest() {
        return runs().filter(run -> !run.facts().isEmpty()).findFirst();
    }

    /** The newest run, if it has begun and not ended. Older ones were left for good when a newer one began. */
    public Optional<RunDirectory> latestUnfinished() {
        return latest().filter(run -> {
            List<Fact> facts = run.facts();
            return !(facts.get(facts.size() - 1) instanceof Fact.RunEnded);
        });
    }

    /**
     * Makes room for a new run.
     *
     * @param id the run's id; ids sort by time
     * @param plan the plan file as it is
     */
    public RunDirectory create(String id, byte[] plan) {
        RunDirectory run = new RunDirectory(directory.resolve(id));
        try {
            Durable.directories(run.path());
            Durable.write(run.planFile(), plan);
            Durable.syncDirectory(directory);
            return run;
        } catch (IOException e) {
            throw Durable.failed("keep the run in", run.path(), e);
        }
    }

    /** Newest first. */
    private Stream<RunDirectory> runs() {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries
                    .filter(Files::isDirectory)
                    .sorted(Comparator.comparing((Path path) -> String.valueOf(path.getFileName()))
                            .reversed())
                    .map(RunDirectory::new)
                    .toList()
                    .stream();
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw Durable.failed("list", directory, e);
        }
    }
}
