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

    // Written out because hosts are looked up by their ids all the time: the generated ones are slow until they are
    // warm,
    // and a command line never gets warm.
    @Override
    public boolean equals(Object other) {
        return other instanceof HostId id && id.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
