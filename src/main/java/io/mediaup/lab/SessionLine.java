package io.mediaup.lab;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What a host can say to the client of one open session. Thread-safe. */
final class SessionLine {

    private final HttpExchange exchange;
    private boolean over;

    /** The line of the session that {@code exchange} is, once its answer has begun. */
    SessionLine(HttpExchange exchange) {
        this.exchange = exchange;
    }

    /** Asks the client to open its session anew at {@code to}, and to end this one when it has. */
    synchronized boolean move(String to) {
        return say("{\"move\":\"" + to + "\"}\n");
    }

    /** Tells the client that its session has ended: one that reconnects by itself does so at once, and hangs up here. */
    synchronized boolean sever() {
        boolean said = say("{\"reconnect\":true}\n");
        end();
        return said;
    }

    /** Nothing can be said any more: the answer is about to be ended. */
    synchronized void end() {
        over = true;
    }

    private boolean say(String line) {
        if (over) {
            return false;
        }
        try {
            exchange.getResponseBody().write(line.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            return true;
        } catch (IOException e) {
            // The client is gone; its session ends by that.
            return false;
        }
    }
}
