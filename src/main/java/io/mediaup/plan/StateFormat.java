package io.mediaup.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of {@code state}. */
final class StateFormat {

    /**
     * Names of buckets and characters of keys that need no care
     * (docs.aws.amazon.com/AmazonS3/latest/userguide, "General purpose bucket naming rules", "Naming Amazon S3 objects").
     */
    private static final String S3 = "s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:/[\\w!.*'()-]+)*)/?";

    /** A relative one would be another one for whoever calls from another directory. */
    private static final String DIRECTORY = "/.*\\S";

    private static final Pattern S3_FORM = Pattern.compile(S3);

    static final Kind KIND =
            PlanFormat.words(S3 + "|" + DIRECTORY, "a place such as s3://bucket/prefix, or an absolute directory");

    private StateFormat() {}

    static StateSpec read(String text) {
        Matcher s3 = S3_FORM.matcher(text);
        if (s3.matches()) {
            String prefix = s3.group(2);
            return new StateSpec.S3(s3.group(1), prefix.isEmpty() ? "" : prefix.substring(1));
        }
        return new StateSpec.Directory(text);
    }
}
