package io.mediaup.plan;

/** Where the runs of a plan are kept. */
public sealed interface StateSpec {

    /** Reads what {@code toString} of a place other than the default gives, as a plan spells it. */
    static StateSpec parse(String text) {
        return StateFormat.read(text);
    }

    /** In the state directory of whoever calls: the default. */
    record Local() implements StateSpec {
        @Override
        public String toString() {
            return "the local state directory";
        }
    }

    /**
     * In a directory that several machines may share.
     *
     * @param path absolute
     */
    record Directory(String path) implements StateSpec {
        @Override
        public String toString() {
            return path;
        }
    }

    /**
     * In Amazon S3, or in a store that speaks its protocol.
     *
     * @param bucket its name
     * @param prefix what keys begin with, without a slash at either end; may be empty
     */
    record S3(String bucket, String prefix) implements StateSpec {
        @Override
        public String toString() {
            return "s3://" + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
        }
    }
}
