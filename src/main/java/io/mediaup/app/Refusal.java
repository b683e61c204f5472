package io.mediaup.app;

import java.util.List;
import java.util.stream.Collectors;

/** A command that ends here, with messages for people and an exit code. Nothing was changed that is not journaled. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Exit exit;
    private final transient List<String> messages;

    /** Ends with {@code exit} and one message. */
    public Refusal(Exit exit, String message) {
        this(exit, List.of(message));
    }

    /** Ends with {@code exit} and several messages, each on a line of its own. */
    public Refusal(Exit exit, List<String> messages) {
        super(String.join("\n", messages));
        this.exit = exit;
        this.messages = List.copyOf(messages);
    }

    /** The exit code. */
    public Exit exit() {
        return exit;
    }

    /** The messages in one line, for a summary. */
    String reason() {
        return messages.stream().map(String::strip).collect(Collectors.joining(" "));
    }

    /** The messages, one a line. */
    public List<String> messages() {
        return messages;
    }
}
