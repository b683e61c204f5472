package io.mediaup.bench;

import io.mediaup.journal.StoredRun;
import io.mediaup.journal.file.FileRunStore;
import io.mediaup.provider.aws.fake.FakeAwsServer;
import io.mediaup.provider.aws.fake.FakeCloud;
import io.mediaup.provider.aws.fake.FakeFleet;
import io.mediaup.rollout.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * How much memory the real command line takes while it upgrades a large fleet on the fake of AWS: the most of it that was
 * ever resident (VmHWM in /proc, proc(5)), from its start until the first batch has replaced its hosts. Linux only.
 */
final class ResidentMemory implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static final String PLAN = """
            apiVersion: mediaup/v1
            name: resident
            fleet:
              provider: aws
              region: eu-west-1
              select: {tags: {Role: sfu, Env: prod}}
            target:
              version: "1.5.0"
              launch-template: {name: sfu, version: 2}
            load-balancer:
              target-groups: [{arn: "${media}", port: 8443}, {arn: "${signalling}"}]
              settle: 1s
            technique: drain-first
            probes:
              health: {http: {url: "http://127.0.0.1:${port}/health/{{host.id}}"}}
              sessions:
                - {name: calls, http: {url: "http://127.0.0.1:${port}/calls/{{host.id}}", json-pointer: /count}}
            drain:
              enter: {http: {method: POST, url: "http://127.0.0.1:${port}/enter/{{host.id}}"}}
              leave: {http: {method: POST, url: "http://127.0.0.1:${port}/leave/{{host.id}}"}}
              read-back: {http: {url: "http://127.0.0.1:${port}/drain/{{host.id}}", json-pointer: /drain}}
            """;

    private final int hosts;
    private final FakeCloud cloud = new FakeCloud(InstantSource.system(), 1);
    private final FakeFleet fleet;
    private final FakeAwsServer aws;
    private final AnsweringServer servers = new AnsweringServer();
    private final Path directory;

    ResidentMemory(int hosts) throws IOException {
        this.hosts = hosts;
        cloud.takes(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
        fleet = FakeFleet.of(cloud, hosts);
        aws = new FakeAwsServer(cloud);
        directory = Files.createTempDirectory("mediaup-bench").toRealPath();
        Files.writeString(
                directory.resolve("plan.yaml"),
                PLAN.replace("${port}", Integer.toString(servers.port()))
                        .replace("${media}", fleet.media().arn())
                        .replace("${signalling}", fleet.signalling().arn()));
    }

    /** In MiB, as {@code top} and {@code ps} tell it. */
    long mebibytes() throws IOException, InterruptedException {
        Process apply = apply();
        long end = System.nanoTime() + LIMIT.toNanos();
        long kibibytes = 0;
        while (retired() < hosts / 20) {
            if (apply.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
                throw new IllegalStateException("Expected the run to go on, but found it at an end or a standstill: "
                        + Files.readString(directory.resolve("out")));
            }
            kibibytes = Math.max(kibibytes, resident(apply));
        }
        apply.destroyForcibly().waitFor();
        return kibibytes / 1024;
    }

    private long retired() {
        return new FileRunStore(directory.resolve("state/mediaup/resident"))
                .latest().map(StoredRun::facts).orElse(List.of()).stream()
                        .filter(fact -> fact instanceof Fact.ActionSucceeded done
                                && done.key().toString().contains("/retire/"))
                        .count();
    }

    private static long resident(Process process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private Process apply() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "/bin/sh",
                        Path.of("dist/mediaup").toAbsolutePath().toString(),
                        "apply",
                        "--yes",
                        directory.resolve("plan.yaml").toString())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile());
        builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
        builder.environment().put("AWS_ENDPOINT_URL", aws.url().toString());
        builder.environment().put("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        builder.environment().put("AWS_SECRET_ACCESS_KEY", "secret");
        return builder.start();
    }

    @Override
    public void close() throws IOException {
        servers.close();
        aws.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
