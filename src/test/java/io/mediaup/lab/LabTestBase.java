package io.mediaup.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A lab in a directory of its own, whose processes are gone after the test. */
abstract class LabTestBase {
    static final LabSpec SMALL = spec(2, 0, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private static final Pattern COUNT = Pattern.compile("\"count\":(\\d+)");

    @TempDir
    Path root = Path.of("");

    LabDirectory lab = new LabDirectory(root);
    LabFleet fleet = new LabFleet(lab);

    @BeforeEach
    void openLab() {
        lab = LabDirectory.of(root, "test");
        fleet = new LabFleet(lab);
    }

    @AfterEach
    void shouldLeaveNothingBehind() {
        fleet.down();
        eventually("no process of this lab", () -> processes().isEmpty());
    }

    static LabSpec spec(int hosts, int arrivalsPerMinute, Duration median, Duration p95) {
        return new LabSpec(hosts, List.of("a", "b"), "1.4.2", Duration.ZERO, arrivalsPerMinute, median, p95, List.of());
    }

    /** Everything that runs with this lab's directory on its command line, whoever started it. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(root.toString()))
                .filter(process -> ProcessIdentity.of(process.pid()).isPresent())
                .toList();
    }

    static void eventually(String what, BooleanSupplier condition) {
        assertThat(LabFiles.await(Duration.ofSeconds(20), condition)).as(what).isTrue();
    }

    LabMachine running(String id) {
        eventually(
                "a running host",
                () -> fleet.find(id).orElseThrow().state() == LabMachine.State.RUNNING
                        && LabFleet.failure(fleet.find(id).orElseThrow()).isEmpty());
        return fleet.find(id).orElseThrow();
    }

    static void kill(LabMachine machine) {
        ProcessHandle.of(machine.pid()).orElseThrow().destroyForcibly();
    }

    static HttpResponse<String> call(String method, LabMachine machine, String path) {
        URI uri = machine.baseUri().orElseThrow().resolve(path);
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(Duration.ofSeconds(5))
                                    .method(method, HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static int sessions(LabMachine machine) {
        Matcher count = COUNT.matcher(call("GET", machine, "/sessions").body());
        assertThat(count.find()).isTrue();
        return Integer.parseInt(count.group(1));
    }
}
