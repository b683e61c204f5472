package io.mediaup.provider.aws.fake;

import java.util.HashSet;
import java.util.Set;

/** A subnet of /24 with its addresses. Guarded by the cloud. */
public final class Subnet {

    /** EC2 keeps the first four addresses of a subnet and the last one for itself. */
    private static final int FIRST = 4;

    private static final int LAST = 254;

    private final String id;
    private final String zone;
    private final String vpc;
    private final String prefix;
    private final Set<Integer> taken = new HashSet<>();
    private int next = FIRST;
    private int reserved;

    Subnet(String id, String zone, String vpc, String prefix) {
        this.id = id;
        this.zone = zone;
        this.vpc = vpc;
        this.prefix = prefix;
    }

    String id() {
        return id;
    }

    String zone() {
        return zone;
    }

    String vpc() {
        return vpc;
    }

    String cidr() {
        return prefix + ".0/24";
    }

    int free() {
        return LAST - FIRST + 1 - taken.size() - reserved;
    }

    /** Somebody else takes all addresses but so many. */
    public void leave(int free) {
        reserved = LAST - FIRST + 1 - taken.size() - free;
    }

    String take() {
        if (free() <= 0) {
            throw new IllegalStateException("Expected a free address in " + id + ", but found none.");
        }
        while (!taken.add(next)) {
            next = next == LAST ? FIRST : next + 1;
        }
        return prefix + "." + next;
    }

    void release(String address) {
        taken.remove(Integer.parseInt(address.substring(prefix.length() + 1)));
    }
}
