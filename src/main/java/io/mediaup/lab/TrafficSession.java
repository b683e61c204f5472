package io.mediaup.lab;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One client: opens a session as one HTTP request without an end, ends it when its time has come, and judges what
 * happened. Belongs to the selector thread.
 *
 * <pre>
 * CONNECTING ─► ASKED ─► OPEN ─► ENDING ─► OVER
 * </pre>
 *
 * Only the proper end of the answer, after the client's own end, makes a session completed. One that is asked to move goes
 * on until its successor is open, and counts as moved then; one that is severed counts as moved when its successor opens,
 * and as interrupted when it does not.
 */
final class TrafficSession {
    private enum Phase {
        CONNECTING,
        ASKED,
        OPEN,
        ENDING,
        OVER
    }

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final Pattern ORDER = Pattern.compile("\\{\"(?:move\":\"[\\w.-]+:(\\d{1,5})\"|reconnect\":true)\\}");
    private static final String LAST_CHUNK = "0\r\n\r\n";
    /** More than a lab host ever says. What is beyond it is no answer that we know. */
    private static final int ANSWER_LIMIT = 4096;

    private final TrafficTargets.Target target;
    private final TrafficTargets targets;
    private final TrafficLedger ledger;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final long lengthNanos;
    private final Successions successions;
    private final @Nullable TrafficSession predecessor;
    private final StringBuilder answer = new StringBuilder();
    private Phase phase = Phase.CONNECTING;
    private long openedAt;
    private long dueAt;
    private int heard;
    private boolean moving;
    private boolean severed;
    private boolean movedOn;

    private TrafficSession(
            TrafficTargets.Target target,
            TrafficTargets targets,
            TrafficLedger ledger,
            Selector selector,
            long lengthNanos,
            Successions successions,
            @Nullable TrafficSession predecessor)
            throws IOException {
        this.target = target;
        this.targets = targets;
        this.ledger = ledger;
        this.lengthNanos = lengthNanos;
        this.successions = successions;
        this.predecessor = predecessor;
        channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            key = channel.register(selector, SelectionKey.OP_CONNECT);
            channel.connect(Loopback.port(target.port()));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        key.attach(this);
        targets.begun(target);
        dueAt = System.nanoTime() + PATIENCE_NANOS;
    }

    /** Starts to connect. A target that refuses at once is counted and throws nothing. */
    static Optional<TrafficSession> begin(
            TrafficTargets.Target target,
            TrafficTargets targets,
            TrafficLedger ledger,
            Selector selector,
            long lengthNanos,
            Successions successions,
            @Nullable TrafficSession predecessor) {
        try {
            return Optional.of(
                    new TrafficSession(target, targets, ledger, selector, lengthNanos, successions, predecessor));
        } catch (IOException e) {
            if (predecessor == null) {
                ledger.refused(target.version(), target.id(), String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    /** When {@link #due} wants to be called next, in {@link System#nanoTime}; it changes with every step. */
    long dueAt() {
        return dueAt;
    }

    boolean over() {
        return phase == Phase.OVER;
    }

    /** Whether it is decided if this session begins. */
    boolean decided() {
        return phase.compareTo(Phase.OPEN) >= 0;
    }

    /** The channel can go on. */
    void ready(ByteBuffer buffer) {
        try {
            if (phase == Phase.CONNECTING && channel.finishConnect()) {
                step(Phase.ASKED, PATIENCE_NANOS);
                key.interestOps(SelectionKey.OP_READ);
                send("POST /session HTTP/1.1\r\nHost: 127.0.0.1:" + target.port()
                        + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            } else if (phase != Phase.OVER) {
                read(buffer);
            }
        } catch (IOException e) {
            broken(String.valueOf(e.getMessage()));
        }
    }

    /** The time of the current phase has come: for an open session that is its end, for the others a timeout. */
    void due() {
        if (phase != Phase.OPEN) {
            broken("no answer within " + PATIENCE_NANOS / 1_000_000_000 + " s");
            return;
        }
        try {
            step(Phase.ENDING, PATIENCE_NANOS);
            send(LAST_CHUNK);
        } catch (IOException e) {
            broken(String.valueOf(e.getMessage()));
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int count = channel.read(buffer);
        if (count < 0) {
            broken("connection closed by the host");
            return;
        }
        answer.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        if (phase == Phase.ASKED && answer.indexOf("\r\n") >= 0) {
            begun();
        }
        if (phase == Phase.OPEN || phase == Phase.ENDING) {
            obey();
            boolean ended = answer.indexOf("\r\n" + LAST_CHUNK) >= 0;
            if (ended && phase == Phase.ENDING) {
                if (!movedOn) {
                    ledger.completed(target.version());
                }
                close();
            } else if (ended || answer.length() > ANSWER_LIMIT) {
                broken("answer ended by the host");
            }
        }
    }

    private void begun() {
        String status = answer.substring(0, answer.indexOf("\r\n"));
        if (status.startsWith("HTTP/1.1 200")) {
            step(Phase.OPEN, lengthNanos);
            openedAt = System.nanoTime();
            ledger.opened(target.version());
            if (predecessor != null) {
                predecessor.succeeded();
            }
        } else {
            refused(status);
        }
    }

    /** What the host says within its answer, each on a line of its own. */
    private void obey() {
        Matcher order = ORDER.matcher(answer).region(heard, answer.length());
        while (!moving && !severed && order.find()) {
            heard = order.end();
            Optional<Integer> port = Optional.ofNullable(order.group(1)).map(Integer::valueOf);
            severed = port.isEmpty();
            moving = successions.succeed(this, port);
        }
        if (severed && phase != Phase.OVER) {
            broken("severed, and no other host takes it");
        }
    }

    /** How much of its time is left. */
    long leftNanos() {
        return Math.max(1, dueAt - System.nanoTime());
    }

    /** The successor is open: this one is not needed any more. */
    private void succeeded() {
        if (phase == Phase.OVER && !severed) {
            return;
        }
        movedOn = true;
        ledger.moved(target.version());
        if (phase == Phase.OPEN) {
            try {
                step(Phase.ENDING, PATIENCE_NANOS);
                send(LAST_CHUNK);
            } catch (IOException e) {
                close();
            }
        }
    }

    /** The successor was not let in: the session stays where it is, or is lost if it was severed. */
    private void stays(String why) {
        moving = false;
        if (severed && !movedOn) {
            movedOn = true;
            ledger.interrupted(target.version(), target.id(), "severed, and not let in again: " + why);
        }
    }

    private void refused(String what) {
        if (predecessor == null) {
            ledger.refused(target.version(), target.id(), what);
        } else {
            predecessor.stays(what);
        }
        close();
    }

    private void broken(String what) {
        if (movedOn || (severed && moving)) {
            close();
            return;
        }
        if (phase == Phase.OPEN || phase == Phase.ENDING) {
            double seconds = (System.nanoTime() - openedAt) / 1e9;
            ledger.interrupted(target.version(), target.id(), String.format("after %.1f s, %s", seconds, what));
        } else if (phase != Phase.OVER) {
            refused(what);
            return;
        }
        close();
    }

    private void step(Phase next, long nanos) {
        phase = next;
        dueAt = System.nanoTime() + nanos;
    }

    private void send(String text) throws IOException {
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
        channel.write(bytes);
        if (bytes.hasRemaining()) {
            // These few bytes always fit into an empty send buffer; if they do not, the host has stopped reading.
            throw new IOException("the host does not read");
        }
    }

    private void close() {
        if (phase != Phase.OVER) {
            phase = Phase.OVER;
            targets.ended(target);
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // It is judged already, and a channel that fails to close is closed.
        }
    }
}
