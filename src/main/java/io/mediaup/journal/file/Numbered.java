package io.mediaup.journal.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of one kind in a directory that differ by a number, such as {@code lock-8.json}; the highest one counts. A number
 * is given once only, to whoever is first, and never by waiting for a lock: a process that is stopped with such a lock in
 * its hands would stop all others.
 */
final class Numbered {

    private final Disk disk;
    private final Path directory;
    private final String stem;
    private final String suffix;
    private final Pattern form;
    private final Pattern draftForm;

    Numbered(Disk disk, Path directory, String stem, String suffix) {
        this.disk = disk;
        this.directory = directory;
        this.stem = stem;
        this.suffix = suffix;
        String name = Pattern.quote(stem) + "-(\\d{1,18})" + Pattern.quote(suffix);
        this.form = Pattern.compile(name);
        this.draftForm = Pattern.compile("\\." + name + "-.*");
    }

    Path file(long number) {
        return directory.resolve(stem + "-" + number + suffix);
    }

    /** The highest number there is. */
    OptionalLong highest() throws IOException {
        return disk.names(directory).stream()
                .map(form::matcher)
                .filter(Matcher::matches)
                .mapToLong(name -> Long.parseLong(name.group(1)))
                .max();
    }

    /**
     * Creates a file with its whole content.
     *
     * @param writer tells the drafts of one writer from those of another
     * @return false when the number is taken, or the draft was swept away because others are further already
     */
    boolean create(long number, String writer, byte[] content) throws IOException {
        Path draft = draft(number, writer);
        disk.draft(draft, content);
        try {
            disk.link(draft, file(number));
        } catch (FileAlreadyExistsException | NoSuchFileException late) {
            disk.delete(draft);
            return false;
        }
        disk.sync(directory);
        disk.delete(draft);
        return true;
    }

    /** Replaces the whole content of a file. */
    void replace(long number, String writer, byte[] content) throws IOException {
        Path draft = draft(number, writer);
        disk.draft(draft, content);
        disk.move(draft, file(number));
        disk.sync(directory);
    }

    /** Removes files of lower numbers, and what those have left behind who ended while they wrote one. */
    void deleteBelow(long number) throws IOException {
        for (String name : disk.names(directory)) {
            if (isBelow(form.matcher(name), number) || isBelow(draftForm.matcher(name), number)) {
                disk.delete(directory.resolve(name));
            }
        }
    }

    private static boolean isBelow(Matcher name, long number) {
        return name.matches() && Long.parseLong(name.group(1)) < number;
    }

    private Path draft(long number, String writer) {
        return directory.resolve("." + stem + "-" + number + suffix + "-" + writer);
    }
}
