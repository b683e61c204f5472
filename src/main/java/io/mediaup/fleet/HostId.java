package io.mediaup.fleet;

/**
 * The provider's name for one host, such as an EC2 instance id. Unique within a fleet and never reused.
 *
 * @param value not blank
 */
public record HostId(String value) implements Comparable<HostId> {

    /** Refuses a blank id, which would select every host in some provider APIs. */
    public HostId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("Expected a host id, but found a blank one.");
        }
    }

    @Override
    public int compareTo(HostId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
