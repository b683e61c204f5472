package io.mediaup.app;

import io.mediaup.plan.PlanEdits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan with the fleet that it was made for, as {@code plan --out} writes it and {@code apply} takes it. What was written
 * once is read as long as its version is known; a test reads one of every version. Holds what the plan file holds, which
 * names secrets and has none.
 *
 * @param mediaupSavedPlan the version of this format; the first key, by which such a file is known
 * @param savedAt when
 * @param by who saved it, as user@machine
 * @param run the id of the run that it begins: applied again, it continues that one
 * @param plan the plan
 * @param fleet what it was made for
 * @param sum SHA-256 of everything else
 */
record SavedPlan(
        int mediaupSavedPlan, Instant savedAt, String by, String run, PlanText plan, Fingerprint fleet, String sum) {

    static final int VERSION = 1;

    private static final int MOST_BYTES = 16 << 20;

    private static final Pattern HEAD = Pattern.compile("\\s*\\{\\s*\"mediaup-saved-plan\"\\s*:\\s*(\\d{1,6})?");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /**
     * The plan as it was.
     *
     * @param name its name
     * @param file the file as it was named
     * @param digest of the effective plan
     * @param text what stood in the file
     * @param sets what was overwritten
     * @param vars what was filled in
     */
    record PlanText(String name, String file, String digest, String text, List<String> sets, List<String> vars) {

        PlanEdits edits() {
            return new PlanEdits(sets, vars);
        }
    }

    /** One of now, with its sum. */
    static SavedPlan of(Instant savedAt, String by, String run, PlanText plan, Fingerprint fleet) {
        return new SavedPlan(VERSION, savedAt, by, run, plan, fleet, "").summed();
    }

    private SavedPlan summed() {
        SavedPlan bare = new SavedPlan(mediaupSavedPlan, savedAt, by, run, plan, fleet, "");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(MAPPER.writeValueAsBytes(bare));
            return new SavedPlan(
                    mediaupSavedPlan,
                    savedAt,
                    by,
                    run,
                    plan,
                    fleet,
                    HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every Java, but found none.", e);
        }
    }

    /** As JSON, for people too. */
    String json() {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n";
    }

    /** Whether there is a saved plan in {@code file}, whole or not. */
    static boolean isIn(Path file) {
        return head(file).map(matcher -> matcher.lookingAt()).orElse(false);
    }

    private static Optional<Matcher> head(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(HEAD.matcher(new String(in.readNBytes(200), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            // Whoever reads it as a plan says what is wrong with it.
            return Optional.empty();
        }
    }

    /** The saved plan in {@code file}; empty when that is no saved plan, refused when it is a damaged one. */
    static Optional<SavedPlan> in(Path file) {
        if (!isIn(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(parse(file.toString(), new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw damaged(file.toString(), String.valueOf(e));
        }
    }

    static SavedPlan parse(String place, String text) {
        Matcher head = HEAD.matcher(text);
        String version = head.lookingAt() && head.group(1) != null ? head.group(1) : "0";
        if (Integer.parseInt(version) > VERSION) {
            throw new Refusal(
                    Exit.INVALID_PLAN,
                    "Expected a saved plan of version " + VERSION + " in " + place + ", but found version " + version
                            + ", which a newer mediaup has written. Apply it with that one, or save it anew.");
        }
        SavedPlan saved;
        try {
            saved = MAPPER.readValue(text, SavedPlan.class);
        } catch (JacksonException | IllegalArgumentException e) {
            throw damaged(place, "one that was cut off or is not whole");
        }
        if (!saved.summed().sum.equals(saved.sum)) {
            throw damaged(place, "one that was changed after it was saved");
        }
        return saved;
    }

    private static Refusal damaged(String place, String found) {
        return new Refusal(
                Exit.INVALID_PLAN,
                "Expected a saved plan in " + place + ", but found " + found
                        + ". Save it anew with 'mediaup plan PLAN --out FILE'.");
    }
}
