package io.mediaup.remote.ssh;

import io.mediaup.remote.PosixQuoting;
import io.mediaup.remote.RemoteCommand;
import io.mediaup.remote.RemoteException;
import io.mediaup.remote.RemoteException.Kind;
import io.mediaup.remote.RemoteResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.connection.channel.direct.Session;
import net.schmizz.sshj.connection.channel.direct.Signal;
import org.jspecify.annotations.Nullable;

/**
 * One command in its session: two threads read what it prints, and this one waits for the first of its end, its limits,
 * and the end of the connection. For use by one thread.
 */
final class CommandRun {

    private static final int PIECE = 16 * 1024;

    /** From the end of the output until the exit status has come. */
    private static final Duration STATUS = Duration.ofSeconds(5);

    private final Threads threads;
    private final SshLink link;
    private final Session session;
    private final RemoteCommand command;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private Session.@Nullable Command running;
    private int open = 2;

    /** What happens to a command. */
    private sealed interface Event {}

    private record Piece(ByteArrayOutputStream to, ByteBuffer bytes) implements Event {}

    private record End() implements Event {}

    private record Broken() implements Event {}

    private record Late() implements Event {}

    CommandRun(Threads threads, SshLink link, Session session, RemoteCommand command) {
        this.threads = threads;
        this.link = link;
        this.session = session;
        this.command = command;
    }

    /** Runs the command; the session is closed afterwards, or will be soon. */
    RemoteResult run() throws RemoteException {
        boolean silenceCounts = command.silence().compareTo(command.timeout()) < 0;
        Future<?> limit = threads.after(command.timeout(), () -> events.add(new Late()));
        try {
            Session.Command started = session.exec(PosixQuoting.line(command.argv()));
            running = started;
            read(started.getInputStream(), output);
            read(started.getErrorStream(), errors);
            while (open > 0) {
                take(silenceCounts ? events.poll(command.silence().toNanos(), TimeUnit.NANOSECONDS) : events.take());
            }
            started.join(STATUS.toMillis(), TimeUnit.MILLISECONDS);
            return result(started);
        } catch (IOException e) {
            throw Thread.currentThread().isInterrupted() ? interrupted() : lost();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } finally {
            limit.cancel(false);
            threads.run(this::end);
        }
    }

    private void take(@Nullable Event event) throws RemoteException {
        if (event == null) {
            throw new RemoteException(Kind.TIMED_OUT, "the command printed nothing for " + text(command.silence()));
        } else if (event instanceof Piece piece) {
            piece.to().writeBytes(piece.bytes().array());
            if (output.size() + errors.size() > RemoteCommand.MOST_OUTPUT) {
                throw new RemoteException(Kind.FLOOD, "the command printed more than 1 MiB");
            }
        } else if (event instanceof End) {
            open--;
        } else if (event instanceof Late) {
            throw new RemoteException(Kind.TIMED_OUT, "the command did not end within " + text(command.timeout()));
        } else {
            throw lost();
        }
    }

    private RemoteResult result(Session.Command ended) throws RemoteException {
        Integer status = ended.getExitStatus();
        if (status != null) {
            return new RemoteResult(status & 0xFF, utf8(output), utf8(errors));
        }
        Signal signal = ended.getExitSignal();
        if (signal != null) {
            throw new RemoteException(Kind.LOST, "the command was ended by the signal " + signal);
        }
        throw lost();
    }

    private void read(InputStream from, ByteArrayOutputStream to) {
        threads.run(() -> {
            byte[] piece = new byte[PIECE];
            long seen = 0;
            try {
                int length = from.read(piece);
                while (length >= 0) {
                    seen += length;
                    events.add(new Piece(to, ByteBuffer.wrap(Arrays.copyOf(piece, length))));
                    if (seen > RemoteCommand.MOST_OUTPUT) {
                        return;
                    }
                    length = from.read(piece);
                }
                events.add(new End());
            } catch (IOException e) {
                events.add(new Broken());
            }
        });
    }

    /** Asks the host to end the command, too (RFC 4254, 6.9). A host that does not even close the session is let go. */
    private void end() {
        try {
            if (running != null && session.isOpen()) {
                running.signal(Signal.TERM);
            }
            session.close();
        } catch (IOException | RuntimeException e) {
            link.close();
        } finally {
            link.release();
        }
    }

    private static RemoteException lost() {
        return new RemoteException(Kind.LOST, "the connection ended before the command did");
    }

    private static RemoteException interrupted() {
        return new RemoteException(Kind.INTERRUPTED, "interrupted");
    }

    private static String utf8(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String text(Duration duration) {
        long millis = duration.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }
}
