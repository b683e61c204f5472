package io.mediaup.cli.completion;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names for what values may be, as functions of a script are called by; lists of words come in once. */
final class WordLists {

    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    /** Every list of words of these commands, in the order in which they come. */
    static WordLists of(Iterable<CommandShape> commands) {
        WordLists all = new WordLists();
        for (CommandShape command : commands) {
            command.options().forEach(option -> all.name(option.label(), option.values()));
            command.arguments().forEach(argument -> all.name(argument.label(), argument.values()));
        }
        return all;
    }

    /** Such as {@code plans}, or {@code words_shell} for the words of the label {@code SHELL}. */
    String name(String label, Values values) {
        if (!(values instanceof Values.Words words)) {
            return values.toString().toLowerCase(Locale.ROOT);
        }
        String base = "words_"
                + label.toLowerCase(Locale.ROOT).replaceAll("\\W+", "_").replaceAll("^_+|_+$", "");
        String name = base;
        for (int i = 2; lists.containsKey(name) && !words.words().equals(lists.get(name)); i++) {
            name = base + "_" + i;
        }
        lists.put(name, words.words());
        return name;
    }

    Map<String, List<String>> all() {
        return lists;
    }
}
