package io.mediaup.provider;

import io.mediaup.fleet.HostId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The same call for several hosts, one after the other; one that fails keeps none of the others from it. */
public final class OneByOne {

    private OneByOne() {}

    /** A call for one host. */
    public interface Call {
        /** Makes it. */
        void make(HostId host) throws ProviderException;
    }

    /** Makes {@code call} for each host. What failed, by host. */
    public static Map<HostId, ProviderException> each(Collection<HostId> hosts, Call call) {
        Map<HostId, ProviderException> failures = new LinkedHashMap<>();
        for (HostId host : hosts) {
            try {
                call.make(host);
            } catch (ProviderException e) {
                failures.put(host, e);
            }
        }
        return failures;
    }
}
