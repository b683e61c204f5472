package io.mediaup.lab;

import org.jspecify.annotations.Nullable;

/**
 * Something about the lab is not as it should be. The message is for the user and reads "Expected …, but found …. What
 * to do next."
 */
public final class LabException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LabException(String message) {
        this(message, null);
    }

    LabException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
