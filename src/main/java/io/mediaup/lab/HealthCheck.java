package io.mediaup.lab;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A cheap {@code GET /health} on loopback: one short connection, without an HTTP client's machinery. */
final class HealthCheck {
    private static final int TIMEOUT_MILLIS = 500;
    private static final int ENOUGH = 64;

    private HealthCheck() {}

    /** Why the host is not healthy; empty when it answered 200. Takes at most about a second. */
    static Optional<String> failure(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(Loopback.port(port), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream()
                    .write("GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readNBytes(ENOUGH), StandardCharsets.ISO_8859_1);
            String status = answer.lines().findFirst().orElse("no answer");
            return status.matches("HTTP/1\\.[01] 200( .*)?")
                    ? Optional.empty()
                    : Optional.of("GET /health answered " + status);
        } catch (IOException e) {
            return Optional.of("GET /health failed: " + e.getMessage());
        }
    }
}
