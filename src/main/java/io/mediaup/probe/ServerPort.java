package io.mediaup.probe;

import io.mediaup.fleet.Host;

/**
 * The server on a host: what it says about itself, and how it is told to drain. Calls block, have time limits of their
 * own, and may be made from several threads at once. An interrupt ends a call early: it reads as unknown or as a failure
 * that is not permanent, and the thread stays interrupted.
 *
 * <p>What every implementation must do is stated by the test {@code ServerPortContract}.
 */
public interface ServerPort {

    /**
     * Asks everything that the plan probes. Never throws: what could not be read is unknown, with the reason, and what
     * the plan does not probe is unknown too. Every reading carries the time right before the server was asked.
     */
    Inspection inspect(Host host);

    /**
     * Tells the server to accept nothing new. Idempotent. Success means that the server said yes, not that it drains:
     * the caller reads back with {@link #inspect}.
     *
     * @throws ServerException when the server did not say yes; it may have heard the request all the same
     */
    void enterDrain(Host host) throws ServerException;

    /**
     * Does on the host what the plan wants done before it goes. Repeating this with the same key never does it twice.
     *
     * @param key names this attempt
     * @return whether it is done; false: it is under way, ask again
     * @throws ServerException when it failed, or nobody knows
     */
    default boolean beforeRetirement(Host host, String key) throws ServerException {
        return true;
    }

    /**
     * Undoes {@link #enterDrain}. Idempotent; the caller reads back.
     *
     * @throws ServerException when the server did not say yes; it may have heard the request all the same
     */
    void leaveDrain(Host host) throws ServerException;

    /**
     * Asks for sessions of {@code from} to be moved, as the plan says. At least once: a repeated key may ask again.
     *
     * @return how many were asked; 0 when the server lists none. Whether they move is for the counts to show
     * @throws ServerException when nobody said yes; some may have heard the request all the same
     */
    long move(Host from, MoveRequest request) throws ServerException;

    /**
     * Has the clients of {@code host} told that they must reconnect, as the plan says. At least once: a repeated key may
     * tell them again. The host itself need not be there any more.
     *
     * @param key what whoever is told gets as {@code Idempotency-Key}
     * @throws ServerException when nobody said yes; somebody may have heard the request all the same
     */
    void notifyReconnect(Host host, String key) throws ServerException;
}
