package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.provider.OneByOne;
import io.mediaup.provider.ProviderException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Registers or deregisters many hosts in few calls. One that is no target fails the whole call, so after that each of the
 * call is tried for itself; after any other failure all of them are left to be tried again.
 */
final class JointTargets {

    /** As many as are sure to fit into one request; ELBv2 names no number. */
    private static final int MOST_TARGETS = 200;

    private JointTargets() {}

    /** A call for some hosts, which succeeds for all of them or fails. */
    interface Call {
        void make(Collection<HostId> hosts) throws ProviderException;
    }

    /** Makes {@code call} for all hosts. What failed, by host. */
    static Map<HostId, ProviderException> each(Collection<HostId> hosts, Call call) {
        Map<HostId, ProviderException> failures = new LinkedHashMap<>();
        List<HostId> all = List.copyOf(hosts);
        for (int from = 0; from < all.size(); from += MOST_TARGETS) {
            List<HostId> some = all.subList(from, Math.min(all.size(), from + MOST_TARGETS));
            try {
                call.make(some);
            } catch (ProviderException e) {
                if (Targets.notATarget(e)) {
                    failures.putAll(OneByOne.each(some, host -> call.make(List.of(host))));
                } else {
                    some.forEach(host -> failures.put(host, e));
                }
            }
        }
        return failures;
    }
}
