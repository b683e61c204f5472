package io.mediaup.journal.file;

import io.mediaup.journal.FactCodec;
import io.mediaup.journal.JournalException;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns the files of one journal into facts. Whoever takes up a run reads its journal several times, as it changes hands:
 * what begins with the very bytes that were read before costs a comparison, and is not decoded once more. Thread-safe.
 */
final class JournalReader {

    private byte[] known = new byte[0];
    private List<Fact> knownFacts = List.of();

    /**
     * What a file holds.
     *
     * @param facts of all whole lines
     * @param whole the length of these lines in bytes
     * @param torn the bytes behind them
     */
    record Content(List<Fact> facts, long whole, long torn) {}

    /** What the journal says now, for those who only look: a line that is being written is left out. */
    List<Fact> look(Path file) {
        try {
            return Files.exists(file) ? read(file).facts() : List.of();
        } catch (IOException e) {
            throw Durable.failed("read", file, e);
        }
    }

    /**
     * Reads the whole file.
     *
     * @throws JournalException when it is damaged
     */
    synchronized Content read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        boolean goesOn = bytes.length >= known.length && Arrays.equals(bytes, 0, known.length, known, 0, known.length);
        List<Fact> facts = goesOn ? new ArrayList<>(knownFacts) : new ArrayList<>();
        int start = goesOn ? known.length : 0;
        for (int i = start; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                facts.add(line(file, facts.size() + 1, new String(bytes, start, i - start, StandardCharsets.UTF_8)));
                start = i + 1;
            }
        }
        if (brokenOff(bytes, start)) {
            throw damaged(file, facts.size() + 1, "a whole line that something else than a line break ends");
        }
        known = Arrays.copyOf(bytes, start);
        knownFacts = List.copyOf(facts);
        return new Content(knownFacts, start, bytes.length - start);
    }

    /** Whether a whole line and one byte more is left: no torn write ends so, and the fact may have been acted upon. */
    private static boolean brokenOff(byte[] bytes, int start) {
        try {
            FactCodec.decode(new String(bytes, start, Math.max(0, bytes.length - 1 - start), StandardCharsets.UTF_8));
            return true;
        } catch (JournalException e) {
            return false;
        }
    }

    private static Fact line(Path file, int number, String text) {
        FactCodec.Entry entry;
        try {
            entry = FactCodec.decode(text);
        } catch (JournalException e) {
            throw damaged(file, number, String.valueOf(e.getMessage()));
        }
        if (entry.seq() != number) {
            throw damaged(file, number, "fact " + entry.seq());
        }
        return entry.fact();
    }

    private static JournalException damaged(Path file, int line, String found) {
        return new JournalException("Expected fact " + line + " at " + file + ":" + line + ", but found " + found
                + ". Nothing was changed. Restore the file, or move its directory away and begin anew: a new run takes"
                + " over what the hosts themselves are marked with.");
    }
}
