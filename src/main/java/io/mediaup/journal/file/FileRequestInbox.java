package io.mediaup.journal.file;

import io.mediaup.journal.FactCodec;
import io.mediaup.journal.Requests;
import io.mediaup.rollout.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Requests as small files in a directory, in the order of their names, which begin with the time. */
final class FileRequestInbox implements Requests {

    private static final String SUFFIX = ".json";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyyMMdd'T'HHmmss.SSSSSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Path directory;

    FileRequestInbox(Path directory) {
        this.directory = directory;
    }

    @Override
    public void post(Request request) {
        String name = TIME.format(request.at()) + "-" + request.kind().name().toLowerCase(Locale.ROOT) + "-"
                + ProcessHandle.current().pid();
        Path file = directory.resolve(name + SUFFIX);
        try {
            Durable.directories(directory);
            // Only this process uses its names, so nobody takes one in between.
            for (int again = 2; Files.exists(file); again++) {
                file = directory.resolve(name + "-" + again + SUFFIX);
            }
            Durable.write(file, FactCodec.encode(request).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Durable.failed("leave a request in", file, e);
        }
    }

    @Override
    public List<Posted> pending() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                    .sorted()
                    .flatMap(name -> read(name).map(request -> new Posted(name, request)).stream())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw Durable.failed("list", directory, e);
        }
    }

    private Optional<Request> read(String name) {
        try {
            return FactCodec.decodeRequest(Files.readString(directory.resolve(name)));
        } catch (IOException e) {
            // Taken by the runner since it was listed, or not readable: either way not for us.
            return Optional.empty();
        }
    }

    @Override
    public void remove(Posted posted) {
        try {
            Files.deleteIfExists(directory.resolve(posted.name()));
        } catch (IOException e) {
            throw Durable.failed("remove", directory.resolve(posted.name()), e);
        }
    }
}
