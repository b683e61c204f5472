package io.mediaup.journal;

import java.util.Optional;

/**
 * Where a plan's lock is kept: a record for each epoch, of which the highest counts. Everything that a store must be able
 * to do atomically is to create a record that does not exist yet: a link on a file system, {@code If-None-Match: *} in an
 * object store. Nothing in here waits for anybody, so a process that is stopped at any point is in nobody's way.
 *
 * <p>Thread-safe. Every method throws {@link JournalException} when the store cannot be reached.
 */
public interface LockBook {

    /** The record of the highest epoch; empty when there has never been one. */
    Optional<Entry> latest();

    /** Writes the record of a new epoch; false when that epoch has one already. */
    boolean claim(LockRecord record);

    /** Overwrites a record that this process has claimed. */
    void keep(LockRecord record);

    /** Removes the records below {@code epoch}; the highest one must stay, so that epochs never begin anew. */
    void forgetBelow(long epoch);

    /**
     * A record as it is kept.
     *
     * @param epoch its epoch
     * @param text what is written, readable or not
     * @param place where it is, for people
     */
    record Entry(long epoch, String text, String place) {

        /** What it says; empty when it cannot be read. */
        public Optional<LockRecord> record() {
            return LockRecord.parse(text).filter(record -> record.holder().epoch() == epoch);
        }

        /** Who has the lock by this record; empty when it was given back, or its holder has certainly ended. */
        public Optional<String> holder() {
            Optional<LockRecord> record = record();
            if (record.isEmpty()) {
                return Optional.of("somebody whose lock cannot be read (" + place + ")");
            }
            return record.filter(
                            lock -> !lock.released() && !lock.holder().process().ended())
                    .map(lock -> lock.holder().toString());
        }
    }
}
