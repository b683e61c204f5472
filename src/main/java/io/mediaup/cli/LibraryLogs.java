package io.mediaup.cli;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What the libraries below say for themselves. Errors are told by mediaup; only {@code -vv} shows the rest. */
final class LibraryLogs {

    /** Kept here, because a logger that nobody holds forgets its level. */
    private static final List<Logger> LOGGERS = List.of(
            Logger.getLogger("software.amazon.awssdk"),
            Logger.getLogger("net.schmizz"),
            Logger.getLogger("com.hierynomus"));

    private LibraryLogs() {}

    static void show(boolean wanted) {
        LOGGERS.forEach(logger -> logger.setLevel(wanted ? Level.INFO : Level.OFF));
    }
}
