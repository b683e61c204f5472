package io.mediaup.e2e;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few hundred kilobytes in memory, which can be filled to its last byte. */
final class SmallDisk implements AutoCloseable {

    private final Path path;
    private final boolean mounted;

    private SmallDisk(Path path, boolean mounted) {
        this.path = path;
        this.mounted = mounted;
    }

    /** Mounts it at {@code path}, if this process may. */
    static SmallDisk at(Path path) throws IOException {
        Files.createDirectories(path);
        return new SmallDisk(
                path, run("mount", "-t", "tmpfs", "-o", "size=512k,mode=700", "mediaup-e2e", path.toString()));
    }

    boolean mounted() {
        return mounted;
    }

    /** Leaves no room for a single byte more in any new page. */
    Path fill() throws IOException {
        Path filler = path.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] page = new byte[4096];
            while (true) {
                out.write(page);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    void free(Path filler) throws IOException {
        Files.deleteIfExists(filler);
    }

    @Override
    public void close() throws IOException {
        if (mounted) {
            // Lazily: a process of a failed test may still stand in it.
            run("umount", "-l", path.toString());
        }
    }

    private static boolean run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException noSuchProgram) {
            return false;
        }
    }
}
