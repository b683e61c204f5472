package io.mediaup.provider.aws;

import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** User data, which is kept in a file because it tends to hold secrets: neither plan nor journal shows it. */
final class UserData {

    /** By the EC2 user guide, before it is encoded. */
    private static final int MOST_BYTES = 16 * 1024;

    private UserData() {}

    static byte[] read(String path) throws ProviderException {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new ProviderException(
                        Kind.REFUSED,
                        "Expected at most 16 KB of user data, but found more in " + path
                                + ". Have it fetch the rest from elsewhere.");
            }
            return bytes;
        } catch (IOException e) {
            throw new ProviderException(
                    Kind.REFUSED,
                    "Expected to read the user data in " + path + ", but found: "
                            + e.getClass().getSimpleName() + ". Check the path and its permissions.",
                    e);
        }
    }

    /** The file as EC2 takes it, provided that it is still what it was when the run began. */
    static String encoded(String path, String digest) throws ProviderException {
        byte[] bytes = read(path);
        if (!Definitions.sha256(bytes).equals(digest)) {
            throw new ProviderException(
                    Kind.REFUSED,
                    "Expected the user data in " + path + " to be what it was when the run began, but found it changed."
                            + " Put it back, or abort the run and begin another one.");
        }
        return Base64.getEncoder().encodeToString(bytes);
    }
}
