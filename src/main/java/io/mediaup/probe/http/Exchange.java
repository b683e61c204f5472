package io.mediaup.probe.http;

import java.util.concurrent.CompletableFuture;

/**
 * A request that is under way.
 *
 * @param answer always completes, and never exceptionally: within the time limit, or soon after {@code abort}
 * @param abort lets go of the connection
 */
record Exchange(CompletableFuture<Answer> answer, Runnable abort) {}
