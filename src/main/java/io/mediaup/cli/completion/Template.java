package io.mediaup.cli.completion;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The part of a script that is the same for every command line, with one line where the rest goes. */
final class Template {

    private static final String HOLE = "# <generated>\n";

    private Template() {}

    /** The script {@code name} with these lines in it. */
    static String fill(String name, List<String> lines) {
        String text = read(name);
        if (!text.contains(HOLE)) {
            throw new IllegalStateException("Expected the line " + HOLE.strip() + " in " + name + ", but found none.");
        }
        return text.replace(HOLE, String.join("\n", lines) + "\n");
    }

    private static String read(String name) {
        try (InputStream in = Template.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("Expected " + name + " beside " + Template.class.getName()
                        + ", but found none. Build again with: mvn -q -DskipTests package");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
