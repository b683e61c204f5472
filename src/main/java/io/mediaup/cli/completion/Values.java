package io.mediaup.cli.completion;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/** What a shell can offer where a value is expected. */
sealed interface Values {

    /** One of these words. A word that ends in '=' wants more behind it, so no space follows it. */
    record Words(List<String> words) implements Values {
        public Words {
            words = List.copyOf(words);
        }
    }

    /** Values that the shell finds while it completes. */
    enum Found implements Values {
        /** Plan files, and directories on the way to one. */
        PLANS,
        /** The hosts of the plan that stands before it. */
        HOSTS,
        /** Any files. */
        FILES,
        /** Directories. */
        DIRECTORIES,
        /** Free text: nothing to offer. */
        NONE
    }

    /**
     * By the words that picocli knows for it (an enum's constants, or {@code completionCandidates}), or else by its label:
     * labels say what a value is, so that a verb gets completion by being labelled as its help wants it anyway.
     */
    static Values of(ArgSpec arg) {
        Iterable<String> candidates = arg.completionCandidates();
        if (candidates != null) {
            List<String> words = new ArrayList<>();
            candidates.forEach(words::add);
            return new Words(words);
        }
        return switch (label(arg)) {
            case "PLAN" -> Found.PLANS;
            case "HOST" -> Found.HOSTS;
            case "FILE" -> Found.FILES;
            case "DIR" -> Found.DIRECTORIES;
            default -> Found.NONE;
        };
    }

    /** The first word of a label: {@code PLAN} of {@code PLAN|SAVED} and of {@code PLAN...}. */
    private static String label(ArgSpec arg) {
        return arg.paramLabel().replaceFirst("^\\W*(\\w+).*", "$1");
    }
}
