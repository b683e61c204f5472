package io.mediaup.cli;

import io.mediaup.app.Home;
import io.mediaup.app.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a verb talks. Every option may also be given as MEDIAUP_… in the environment. */
final class OutputOptions {

    private static final int NARROWEST = 60;
    private static final int USUAL = 120;

    /** A line of a log is not broken: whoever reads it searches it. */
    private static final int LOG = 10_000;

    /** The forms of output. */
    enum Form {
        auto,
        plain,
        json
    }

    @Option(names = "--output", paramLabel = "FORM", description = "${COMPLETION-CANDIDATES}; auto is plain.")
    private Form form = Form.auto;

    @Option(names = "--no-color", description = "No colours, as with NO_COLOR set.")
    private boolean noColor;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only results and errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "More detail; twice also shows stack traces. MEDIAUP_VERBOSE is 1 or 2.")
    private boolean[] verbose = new boolean[0];

    Home home() {
        return Home.ofProcess();
    }

    Terminal terminal() {
        Map<String, String> env = System.getenv();
        boolean json = form == Form.json;
        boolean color = !noColor
                && !json
                && env.getOrDefault("NO_COLOR", "").isEmpty()
                && Boolean.getBoolean("mediaup.stdout.tty");
        return new Terminal(
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("mediaup.stdin.tty"),
                width(env),
                !json && Boolean.getBoolean("mediaup.stdout.tty") && !"dumb".equals(env.get("TERM")),
                color,
                json ? Terminal.Output.JSON : Terminal.Output.PLAIN,
                quiet ? -1 : verbosity());
    }

    int verbosity() {
        String wanted = System.getenv().getOrDefault("MEDIAUP_VERBOSE", "");
        return verbose.length > 0 ? verbose.length : wanted.matches("[12]") ? Integer.parseInt(wanted) : 0;
    }

    /** Columns of the screen, or of a log's lines. */
    static int width(Map<String, String> env) {
        String columns = env.getOrDefault("COLUMNS", System.getProperty("mediaup.columns", ""));
        try {
            return Math.max(NARROWEST, Integer.parseInt(columns.strip().toLowerCase(Locale.ROOT)));
        } catch (NumberFormatException e) {
            return Boolean.getBoolean("mediaup.stdout.tty") ? USUAL : LOG;
        }
    }
}
