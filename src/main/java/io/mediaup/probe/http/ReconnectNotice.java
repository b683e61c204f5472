package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.plan.HttpCheck;
import io.mediaup.plan.ReconnectSpec;
import io.mediaup.probe.ReconnectTeller;
import io.mediaup.probe.ServerException;
import java.time.Instant;
import java.util.function.Supplier;

/** Tells the signalling service over HTTP that the clients of a host must reconnect. Thread-safe. */
public final class ReconnectNotice implements ReconnectTeller {

    private final HttpCheck notice;
    private final KeyedRequests requests;

    /**
     * A notice as the plan says, which must be over HTTP there.
     *
     * @param requests makes a request of it
     * @param clock gives the time of an answer
     */
    public ReconnectNotice(ReconnectSpec spec, RequestFactory requests, Supplier<Instant> clock) {
        this.notice = (HttpCheck) spec.notice();
        this.requests = new KeyedRequests(requests, clock);
    }

    /** The host need not be there any more. */
    @Override
    public void tell(Host host, String key) throws ServerException {
        HttpCheck keyed = KeyedRequests.keyed(notice, key);
        DrainReply.require(keyed, requests.ask(host, keyed));
    }
}
