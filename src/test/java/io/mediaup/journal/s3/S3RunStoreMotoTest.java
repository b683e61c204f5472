package io.mediaup.journal.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.journal.FactSamples;
import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.Locks;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.RunStoreContract;
import io.mediaup.journal.StoredRun;
import io.mediaup.rollout.Fact;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The contract of every store, over an S3 server that is not ours. */
class S3RunStoreMotoTest extends RunStoreContract {

    private static final List<Fact> FACTS = FactSamples.release010();
    private static final String RUN = "20261102-090000-a";

    private S3Client client;
    private String name;

    @BeforeEach
    void bucket() {
        URI endpoint = MotoServer.endpoint();
        name = Buckets.create(endpoint);
        client = Buckets.client(endpoint);
    }

    @Override
    protected RunStore store() {
        return new S3RunStore(new Bucket(client, name), "mediaup/sfu/");
    }

    @Override
    protected int thoroughness() {
        return 2;
    }

    @Override
    protected void spoil(long epoch) {
        client.putObject(
                request -> request.bucket(name)
                        .key("mediaup/sfu/lock.json")
                        .metadata(Map.of(S3LockBook.EPOCH, Long.toString(epoch))),
                RequestBody.fromString("{\"holder\":"));
    }

    private List<String> keys() {
        return client.listObjectsV2(request -> request.bucket(name)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    @Test
    void shouldCreateNothingByLooking() {
        assertThat(store().holder()).isEmpty();
        assertThat(store().latest()).isEmpty();
        assertThat(keys()).isEmpty();
    }

    @Test
    void shouldKeepOneObjectForEachAppendAndReadALongJournalFromItsLastCheckpoint() {
        PlanLock lock = Locks.take(store().lock());
        StoredRun run = store().create(lock, RUN, "name: sfu\n".getBytes(StandardCharsets.UTF_8));
        Journal journal = run.openJournal(lock, notice -> {});
        for (int i = 0; i < 40; i++) {
            journal.append(FACTS.subList(1, 2));
        }

        assertThat(keys())
                .contains("mediaup/sfu/lock.json", "mediaup/sfu/" + RUN + "/plan.yaml")
                .filteredOn(key -> key.contains("/journal/"))
                .hasSize(41)
                .endsWith("mediaup/sfu/" + RUN + "/journal/000000000041");
        assertThat(keys())
                .filteredOn(key -> key.contains("/checkpoint/"))
                .containsExactly("mediaup/sfu/" + RUN + "/checkpoint/000000000032");
        // Behind a checkpoint nobody looks, so what stands there need not even be readable.
        client.deleteObject(request -> request.bucket(name).key("mediaup/sfu/" + RUN + "/journal/000000000007"));
        assertThat(store().latest().orElseThrow().facts()).hasSize(40);
        assertThat(store().latest().orElseThrow().plan()).asString().isEqualTo("name: sfu\n");
    }

    @Test
    void shouldRefuseAJournalWithAGapAndLeaveItAlone() {
        PlanLock lock = Locks.take(store().lock());
        Journal journal = store().create(lock, RUN, new byte[0]).openJournal(lock, notice -> {});
        for (int i = 0; i < 3; i++) {
            journal.append(FACTS.subList(i, i + 1));
        }
        String lost = "mediaup/sfu/" + RUN + "/journal/000000000003";
        client.deleteObject(request -> request.bucket(name).key(lost));
        List<String> before = keys();

        assertThatThrownBy(() -> store().latest())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("s3://" + name + "/" + lost)
                .hasMessageContaining("000000000004 behind it")
                .hasMessageContaining("Nothing was changed.");
        StoredRun run = store().runs().findFirst().orElseThrow();
        assertThatThrownBy(() -> run.openJournal(lock, notice -> {})).isInstanceOf(JournalException.class);
        assertThat(keys()).isEqualTo(before);
    }

    @Test
    void shouldRefuseADamagedObject() {
        PlanLock lock = Locks.take(store().lock());
        store().create(lock, RUN, new byte[0]).openJournal(lock, notice -> {}).append(FACTS.subList(0, 1));
        String key = "mediaup/sfu/" + RUN + "/journal/000000000002";
        client.putObject(request -> request.bucket(name).key(key), RequestBody.fromString("{\"seq\":1}\n"));

        assertThatThrownBy(() -> store().latest())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(key + ", but found a line without a checksum.");
    }

    @Test
    void shouldFenceWhoseLockWasRemoved() {
        PlanLock lock = Locks.take(store().lock());
        client.deleteObject(request -> request.bucket(name).key("mediaup/sfu/lock.json"));

        assertThatThrownBy(lock::renew).hasMessageContaining("found that it has been removed");
    }

    @Test
    void shouldLeaveALockAloneThatWasRenewedSinceItWasLookedAt() {
        RunStore mine = store();
        PlanLock first = Locks.take(store().lock());
        var book = mine.lock();
        assertThat(book.latest()).isPresent();

        first.renew();

        assertThat(book.claim(Locks.elsewhere(2, 0))).isFalse();
        first.confirm();
    }
}
