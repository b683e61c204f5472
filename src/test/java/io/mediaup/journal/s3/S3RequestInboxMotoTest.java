package io.mediaup.journal.s3;

import io.mediaup.journal.RequestInbox;
import io.mediaup.journal.RequestInboxContract;
import io.mediaup.rollout.Request;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

class S3RequestInboxMotoTest extends RequestInboxContract {

    private Bucket bucket;

    @BeforeEach
    void bucket() {
        URI endpoint = MotoServer.endpoint();
        bucket = new Bucket(Buckets.client(endpoint), Buckets.create(endpoint));
    }

    private S3RequestInbox mine() {
        return new S3RequestInbox(bucket, "sfu/20261102-090000/requests/");
    }

    @Override
    protected RequestInbox inbox() {
        return mine();
    }

    @Override
    protected void post(Request request) {
        mine().post(request);
    }
}
