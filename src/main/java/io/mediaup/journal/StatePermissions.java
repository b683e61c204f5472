package io.mediaup.journal;

import java.util.List;

/**
 * What a store in S3 does with its bucket, as IAM names it (Amazon S3 User Guide, "Required permissions for Amazon S3 API
 * operations"). A test holds it against the requests that the store makes.
 */
public final class StatePermissions {

    /** On the objects below the plan's prefix. */
    public static final List<String> OBJECTS = List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject");

    /** On the bucket. Without it an object that is missing could not be told from one that may not be read. */
    public static final String LISTING = "s3:ListBucket";

    private StatePermissions() {}
}
