package io.mediaup.journal.file;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** A process of its own that takes a plan's lock and keeps it until it is killed. */
final class LockHolder {

    private LockHolder() {}

    /** Prints whether it got the lock of the plan in directory {@code args[0]}. */
    public static void main(String[] args) throws IOException {
        try (PlanLock lock = PlanLock.take(Path.of(args[0]), "other@machine", Instant.EPOCH, "apply")
                .orElseThrow()) {
            System.out.println("locked " + lock.mine().epoch());
            // Until the parent closes the pipe, or kills this process.
            if (System.in.read() >= 0) {
                System.out.println("released");
            }
        }
    }
}
