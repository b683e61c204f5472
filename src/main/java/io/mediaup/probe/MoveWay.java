package io.mediaup.probe;

import io.mediaup.fleet.Host;
import java.util.List;
import java.util.Map;

/** How somebody is asked to move the sessions of a host. Implementations are thread-safe. */
public interface MoveWay {

    /** Asks once for the host. */
    void notice(Host from, MoveRequest move) throws ServerException;

    /** Asks for each session of {@code ids} by itself, all of them at once; returns the failures, by id. */
    Map<String, ServerException> each(Host from, MoveRequest move, List<String> ids) throws ServerException;

    /** The ids of the sessions on {@code from}, as the plan has them listed. */
    List<String> sessions(Host from, MoveRequest move) throws ServerException;
}
