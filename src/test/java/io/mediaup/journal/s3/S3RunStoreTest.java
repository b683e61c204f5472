package io.mediaup.journal.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediaup.journal.FactSamples;
import io.mediaup.journal.FencedException;
import io.mediaup.journal.Journal;
import io.mediaup.journal.JournalException;
import io.mediaup.journal.Locks;
import io.mediaup.journal.PlanLock;
import io.mediaup.journal.RunStore;
import io.mediaup.journal.RunStoreContract;
import io.mediaup.journal.StatePermissions;
import io.mediaup.journal.StoreException;
import io.mediaup.journal.StoredRun;
import io.mediaup.journal.s3.FakeS3.Fault;
import io.mediaup.rollout.Fact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract of every store, and what a network does to it. */
class S3RunStoreTest extends RunStoreContract {

    private static final List<Fact> FACTS = FactSamples.release010();
    private static final String RUN = "20261102-090000-a";

    private final FakeS3 s3 = new FakeS3().pagesOf(3);
    private final S3Client client = Buckets.client(s3.endpoint(), Duration.ofMillis(400));

    @AfterEach
    void close() {
        client.close();
        s3.close();
        assertThat(s3.requests().stream().map(S3RunStoreTest::action))
                .as("rights for what was asked: a new one belongs into StatePermissions")
                .isSubsetOf(Stream.concat(StatePermissions.OBJECTS.stream(), Stream.of(StatePermissions.LISTING))
                        .toList());
    }

    @Override
    protected RunStore store() {
        return new S3RunStore(new Bucket(client, "ops"), "sfu/");
    }

    @Override
    protected int thoroughness() {
        return 5;
    }

    @Override
    protected void spoil(long epoch) {
        s3.put("sfu/lock.json", "{\"holder\":", Map.of(S3LockBook.EPOCH, Long.toString(epoch)));
    }

    private Journal begun(PlanLock lock) {
        return store().create(lock, RUN, new byte[0]).openJournal(lock, notice -> {});
    }

    /** The right that a request needs. */
    private static String action(String request) {
        String method = request.substring(0, request.indexOf(' '));
        return switch (method) {
            case "GET" -> request.endsWith("/") ? "s3:ListBucket" : "s3:GetObject";
            case "PUT" -> "s3:PutObject";
            case "DELETE" -> "s3:DeleteObject";
            default -> method;
        };
    }

    private long sent(String request) {
        return s3.requests().stream().filter(request::equals).count();
    }

    /** Each of these has an effect, or none, and is sent again by the SDK. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"LOST_ANSWER", "SILENCE", "CONFLICT", "SLOW_DOWN"})
    void shouldWriteAFactOnceWhateverBecomesOfTheFirstAnswer(Fault fault) {
        PlanLock lock = Locks.take(store().lock());
        Journal journal = begun(lock);
        journal.append(FACTS.subList(0, 1));
        String key = "sfu/" + RUN + "/journal/000000000003";
        s3.fail(fault, "PUT", key);

        journal.append(FACTS.subList(1, 2));
        journal.append(FACTS.subList(2, 3));

        assertThat(sent("PUT " + key)).isEqualTo(2);
        assertThat(store().latest().orElseThrow().facts()).isEqualTo(FACTS.subList(0, 3));
        assertThat(s3.keys()).filteredOn(name -> name.contains("/journal/")).hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"LOST_ANSWER", "SILENCE", "CONFLICT"})
    void shouldTakeKeepAndGiveBackTheLockWhateverBecomesOfTheFirstAnswer(Fault fault) {
        s3.fail(fault, "PUT", "lock.json");
        PlanLock lock = Locks.take(store().lock());
        assertThat(lock.mine().epoch()).isEqualTo(1);

        s3.fail(fault, "PUT", "lock.json");
        lock.renew();
        lock.confirm();
        s3.fail(fault, "PUT", "lock.json");
        lock.close();

        assertThat(sent("PUT sfu/lock.json")).isEqualTo(6);
        assertThat(store().holder()).isEmpty();
        s3.fail(fault, "PUT", "lock.json");
        assertThat(Locks.take(store().lock()).mine().epoch()).isEqualTo(2);
    }

    @Test
    void shouldBeFencedByAForeignObjectInItsPlaceBeforeItActs() {
        PlanLock lock = Locks.take(store().lock());
        Journal journal = begun(lock);
        journal.append(FACTS.subList(0, 1));
        // The same words by somebody else are still somebody else's.
        s3.put("sfu/" + RUN + "/journal/000000000003", "", Map.of("owner", "foreign"));

        assertThatThrownBy(() -> journal.append(FACTS.subList(1, 2)))
                .isInstanceOf(FencedException.class)
                .hasMessageContaining("s3://ops/sfu/" + RUN + "/journal/000000000003 to be free")
                .hasMessageContaining("writes nothing more");
        assertThatThrownBy(() -> journal.append(FACTS.subList(1, 2)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("an earlier write had failed");
        assertThat(journal.facts()).isEqualTo(FACTS.subList(0, 1));
    }

    @Test
    void shouldWriteNothingMoreAfterAnAppendWhoseEndIsUnknown() {
        Journal journal = begun(Locks.take(store().lock()));
        for (int i = 0; i < 6; i++) {
            s3.fail(Fault.BROKEN, "PUT", "/journal/");
        }

        assertThatThrownBy(() -> journal.append(FACTS.subList(0, 1)))
                .isInstanceOf(StoreException.class)
                .hasMessageMatching(
                        "Expected to create s3://ops/\\S+, but found status 500 InternalError\\. Wait a little"
                                + " and run the same command again: .*")
                .extracting(failure -> ((StoreException) failure).kind())
                .isEqualTo(StoreException.Kind.UNREACHABLE);
        assertThatThrownBy(() -> journal.append(FACTS.subList(0, 1))).hasMessageContaining("earlier write had failed");
        assertThat(s3.keys()).filteredOn(key -> key.contains("/journal/")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EXPIRED", "DENIED"})
    void shouldSayWhatToDoAboutCredentials(Fault fault) {
        Journal journal = begun(Locks.take(store().lock()));
        s3.fail(fault, "PUT", "/journal/");

        assertThatThrownBy(() -> journal.append(FACTS.subList(0, 1)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(fault == Fault.EXPIRED ? "status 400 ExpiredToken" : "status 403 AccessDenied")
                .hasMessageContaining(fault == Fault.EXPIRED ? "aws sso login" : "s3:PutObject")
                .hasMessageEndingWith("run the same command again: it goes on where this one stopped.")
                .extracting(failure -> ((StoreException) failure).kind())
                .isEqualTo(StoreException.Kind.FORBIDDEN);
    }

    @Test
    void shouldSayThatItMayNotWriteBeforeARunDoes() {
        s3.fail(Fault.DENIED, "PUT", "sfu/");

        assertThatThrownBy(() -> store().rehearse())
                .hasMessageContaining("status 403 AccessDenied")
                .extracting(failure -> ((StoreException) failure).kind())
                .isEqualTo(StoreException.Kind.FORBIDDEN);
    }

    @Test
    void shouldCallAnExpiredLockRenewalNoTakeOver() {
        PlanLock lock = Locks.take(store().lock());
        s3.fail(Fault.EXPIRED, "GET", "lock.json");

        assertThatThrownBy(lock::renew).isInstanceOf(StoreException.class).isNotInstanceOf(FencedException.class);
        lock.renew();
        lock.confirm();
    }

    @Test
    void shouldCostThreeCallsForAnAppendAndTwoForALook() {
        Journal journal = begun(Locks.take(store().lock()));
        journal.append(FACTS.subList(0, 1));
        s3.forgetRequests();

        journal.append(FACTS.subList(1, 2));

        assertThat(s3.requests())
                .containsExactly("GET sfu/lock.json", "PUT sfu/" + RUN + "/journal/000000000003", "GET sfu/lock.json");
        RunStore reader = store();
        StoredRun run = reader.latest().orElseThrow();
        s3.forgetRequests();
        journal.append(FACTS.subList(2, 3));
        s3.forgetRequests();
        assertThat(run.facts()).hasSize(3);
        assertThat(s3.requests())
                .containsExactly("GET sfu/" + RUN + "/journal/", "GET sfu/" + RUN + "/journal/000000000004");
    }

    @Test
    void shouldFindTheNewestOfMoreRunsThanOnePageHolds() {
        try (PlanLock lock = Locks.take(store().lock())) {
            for (int i = 1; i <= 8; i++) {
                store().create(lock, "2026110" + i + "-090000", new byte[0])
                        .openJournal(lock, notice -> {})
                        .append(FACTS.subList(0, 1));
            }
        }

        assertThat(store().runs().map(StoredRun::id)).hasSize(8).startsWith("20261108-090000", "20261107-090000");
        assertThat(store().latest().orElseThrow().facts()).hasSize(1);
    }
}
