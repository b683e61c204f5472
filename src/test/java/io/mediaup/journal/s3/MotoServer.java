package io.mediaup.journal.s3;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** {@code moto_server}, an emulator of AWS that is not ours, as a process of its own on loopback; one for all tests. */
public final class MotoServer {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static MotoServer running;

    private final URI endpoint;

    private MotoServer(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** Its address, once it answers; the test is skipped where it is not installed. */
    public static synchronized URI endpoint() {
        Assumptions.assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(directory -> Path.of(directory, "moto_server"))
                        .anyMatch(Files::isExecutable),
                "moto_server is not on the PATH: pip install 'moto[server]'");
        try {
            if (running == null) {
                running = start();
            }
            return running.endpoint;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MotoServer start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(List.of("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port)))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        // A shim may have started the server as its child.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }));
        URI endpoint = URI.create("http://127.0.0.1:" + port);
        await("moto_server").atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> answers(endpoint));
        return new MotoServer(endpoint);
    }

    private static boolean answers(URI endpoint) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) endpoint.resolve("/moto-api/").toURL().openConnection();
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
