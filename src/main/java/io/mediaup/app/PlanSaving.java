package io.mediaup.app;

import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanEdits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** {@code plan --out}: keeps a plan with the fleet that it was made for. */
final class PlanSaving {

    private final PlanSource source;
    private final Path file;

    private PlanSaving(PlanSource source, Path file) {
        this.source = source;
        this.file = file;
    }

    /** Into {@code file}; refuses to overwrite anything but another saved plan, such as the plan itself. */
    static PlanSaving into(PlanSource source, Path file) {
        if (Files.exists(file) && !SavedPlan.isIn(file)) {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected --out with a new file or a saved plan to replace, but found " + file
                            + ", which is something else. Name another file.");
        }
        return new PlanSaving(source, file);
    }

    /** A fleet that is made up has no hosts to come back to. */
    Refusal notUp() {
        return new Refusal(
                Exit.UNREACHABLE,
                "Expected a fleet to save a plan for, but found that the lab is not up. Start it first: mediaup lab up "
                        + source.words());
    }

    /**
     * Writes the file, whole or not at all.
     *
     * @param run the id of the run that it will begin
     * @param by who saves it
     */
    void save(Plan plan, Fingerprint fleet, String run, String by, Instant now) {
        PlanEdits made = source.made();
        SavedPlan.PlanText text = new SavedPlan.PlanText(
                plan.name(),
                source.origin(),
                plan.digest(),
                new String(source.bytes(), StandardCharsets.UTF_8),
                made.sets(),
                made.vars());
        try {
            PrivateFile.write(file, SavedPlan.of(now, by, run, text, fleet).json());
        } catch (IOException e) {
            throw new Refusal(
                    Exit.USAGE,
                    "Expected to write " + file + ", but found: " + e + ". Check its directory and its permissions.");
        }
    }

    /** What to do with it. */
    String words() {
        return "Saved in " + file + ". To do exactly this: mediaup apply "
                + new PlanSource(file, PlanEdits.NONE).words();
    }
}
