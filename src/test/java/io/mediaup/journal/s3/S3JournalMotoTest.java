package io.mediaup.journal.s3;

import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalContract;
import io.mediaup.journal.Tenure;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;

class S3JournalMotoTest extends JournalContract {

    private Journal journal;

    @BeforeEach
    void open() {
        URI endpoint = MotoServer.endpoint();
        Bucket bucket = new Bucket(Buckets.client(endpoint), Buckets.create(endpoint));
        journal = S3Journal.open(new JournalObjects(bucket, "sfu/20261102-090000/"), Tenure.UNDISPUTED);
    }

    @Override
    protected Journal journal() {
        return journal;
    }
}
