package io.mediaup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.fleet.Slot;
import io.mediaup.notify.HookPort;
import io.mediaup.notify.Notice;
import io.mediaup.notify.NoticeException;
import io.mediaup.plan.HookEvent;
import io.mediaup.plan.HookSpec;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact;
import io.mediaup.rollout.Outcome;
import io.mediaup.rollout.Request;
import io.mediaup.rollout.RolloutState;
import io.mediaup.simulation.VirtualTimeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What hooks are told of a run, and what becomes of notices that are not taken; in virtual time. */
class HookFeedTest {

    private static final Instant START = Instant.parse("2026-11-25T02:00:00Z");
    private static final Slot A = new Slot("a", 1);
    private static final Slot B = new Slot("a", 2);
    private static final HookSpec ALL = hook(HookEvent.values());

    private final VirtualTimeline timeline =
            new VirtualTimeline(START, new SplittableRandom(1), () -> Duration.ofMillis(100));
    private final List<String> told = new ArrayList<>();
    private final List<Fact> journal = new ArrayList<>();
    private final Map<String, Integer> failing = new TreeMap<>();
    private RolloutState state = new RolloutState();
    private HookFeed feed = feed(ALL);

    private static HookSpec hook(HookEvent... on) {
        return new HookSpec(
                Arrays.stream(on).collect(Collectors.toSet()),
                new HookSpec.Command(List.of("tell")),
                Duration.ofSeconds(10));
    }

    private HookFeed feed(HookSpec... hooks) {
        HookPort port = (hook, notice) -> deliver(List.of(hooks).indexOf(hook) + 1, notice);
        return new HookFeed(List.of(hooks), port, timeline);
    }

    /** The hook of this number; it fails as often as the test says, and for good when that is negative. */
    private void deliver(int hook, Notice notice) throws NoticeException {
        String name = hook + " " + notice.id();
        int left = failing.getOrDefault(name, 0);
        if (left != 0) {
            failing.put(name, left - 1);
            throw new NoticeException("HTTP 500", left < 0);
        }
        told.add(name);
    }

    private void happens(Fact... facts) {
        for (Fact fact : facts) {
            journal.add(fact);
            state.apply(fact);
            feed.onFact(fact, state);
        }
    }

    private void pass(Duration time) {
        timeline.runUntil(() -> false, timeline.now().plus(time));
    }

    private void begin() {
        feed.begin(List.copyOf(journal), this::happens);
    }

    private static Fact.RunStarted started() {
        return new Fact.RunStarted(
                START,
                "r1",
                "p",
                "d",
                "drain-first",
                "2",
                2,
                List.of(
                        new Fact.StartingHost(new HostId("o1"), "1", A.toString(), "", false),
                        new Fact.StartingHost(new HostId("o2"), "1", B.toString(), "", false)),
                List.of());
    }

    private static Fact[] replaced(Slot slot, String old, String fresh) {
        Action launch = new Action.Launch(slot, "2", Marks.NONE);
        Action cordon = new Action.Cordon(new HostId(old), Marks.NONE);
        return new Fact[] {
            new Fact.ActionStarted(START, ActionKey.of("r1", launch, 1), launch, "t"),
            new Fact.ActionSucceeded(START, ActionKey.of("r1", launch, 1), fresh, Map.of()),
            new Fact.HostEnteredRotation(START, new HostId(fresh)),
            new Fact.ActionStarted(START, ActionKey.of("r1", cordon, 1), cordon, "t"),
        };
    }

    @Test
    void shouldTellTheCourseOfARun() {
        happens(started(), new Fact.BatchOpened(START, 1, List.of(A, B), "t"));
        happens(replaced(A, "o1", "n1"));
        happens(
                new Fact.WindowClosed(START, START.plusSeconds(60)),
                new Fact.HostOverdue(START, new HostId("o1"), "3 calls"),
                new Fact.RequestReceived(START, Request.ofRun(Request.Kind.PAUSE, "me", START, "lunch")),
                new Fact.RequestReceived(START, Request.ofRun(Request.Kind.RESUME, "me", START, "")));
        happens(replaced(B, "o2", "n2"));
        happens(new Fact.RunEnded(START, Outcome.DONE, "2 slots on 2"));
        pass(Duration.ofMinutes(1));

        assertThat(told)
                .containsExactly(
                        "1 r1/started/1",
                        "1 r1/window-closed/1",
                        "1 r1/host-overdue/1",
                        "1 r1/paused/1",
                        "1 r1/resumed/1",
                        "1 r1/batch-done/1",
                        "1 r1/done/1");
    }

    @Test
    void shouldTellEachHookOnlyWhatItWants() {
        feed = feed(hook(HookEvent.STARTED), hook(HookEvent.FAILED));

        happens(
                started(),
                new Fact.LineStopped(START, true, "2 failures"),
                new Fact.RunnerLeft(START, "me", "2 failures"),
                new Fact.RunEnded(START, Outcome.HALTED, "2 failures"));
        pass(Duration.ofMinutes(1));

        assertThat(told).containsExactlyInAnyOrder("1 r1/started/1", "2 r1/failed/1");
    }

    @Test
    void shouldTryAgainInOrderAndHoldUpNobodyElse() {
        feed = feed(ALL, hook(HookEvent.STARTED, HookEvent.WINDOW_CLOSED));
        failing.put("1 r1/started/1", 3);
        begin();

        happens(started(), new Fact.WindowClosed(START, START.plusSeconds(60)));
        pass(Duration.ofSeconds(2));
        assertThat(told).containsExactly("2 r1/started/1", "2 r1/window-closed/1");
        assertThat(feed.idle()).isFalse();
        pass(Duration.ofSeconds(10));

        assertThat(told).endsWith("1 r1/started/1", "1 r1/window-closed/1").hasSize(4);
        assertThat(feed.idle()).isTrue();
        assertThat(journal).filteredOn(Fact.HookCalled.class::isInstance).hasSize(4);
    }

    @Test
    void shouldGiveUpAfterAWhileAndAtOnceWhereTryingAgainCannotHelp() {
        failing.put("1 r1/started/1", 99);
        failing.put("1 r1/window-closed/1", -1);
        begin();

        happens(started(), new Fact.WindowClosed(START, START.plusSeconds(60)));
        pass(Duration.ofMinutes(1));

        assertThat(told).isEmpty();
        assertThat(failing).containsEntry("1 r1/started/1", 99 - HookLine.MOST_TRIES);
        assertThat(failing).containsEntry("1 r1/window-closed/1", -2);
        assertThat(journal)
                .filteredOn(Fact.HookCalled.class::isInstance)
                .extracting(fact -> ((Fact.HookCalled) fact).failure())
                .containsExactly("HTTP 500", "HTTP 500");
    }

    @Test
    void shouldTellInTheNextProcessWhatThisOneDidNot() {
        failing.put("1 r1/window-closed/1", 1);
        begin();
        happens(started(), new Fact.WindowClosed(START, START.plusSeconds(60)));
        timeline.runUntil(() -> journal.stream().anyMatch(Fact.HookCalled.class::isInstance), START.plusSeconds(60));
        timeline.crash();
        told.clear();

        feed = feed(ALL);
        state = RolloutState.of(journal);
        begin();
        happens(new Fact.WindowOpened(START, START.plusSeconds(60)));
        pass(Duration.ofMinutes(1));

        assertThat(told).containsExactly("1 r1/window-closed/1", "1 r1/window-opened/1");
    }

    @Test
    void shouldDropTheOldestWhenTooManyWait() {
        failing.put("1 r1/started/1", 5);
        begin();
        happens(started());
        for (int i = 0; i < HookLine.MOST_WAITING + 1; i++) {
            happens(new Fact.WindowClosed(START, START.plusSeconds(i)));
        }
        pass(Duration.ofMinutes(5));

        assertThat(told).hasSize(HookLine.MOST_WAITING).startsWith("1 r1/started/1", "1 r1/window-closed/3");
    }

    @Test
    void shouldSayWhatWasNotDelivered() {
        failing.put("1 r1/done/1", -1);
        failing.put("1 r1/started/1", 2);
        begin();
        happens(started());
        feed.close();
        assertThat(feed.complaints())
                .containsExactly("Warning: 1 of the notices for hook-1 could not be delivered in time.");

        happens(new Fact.RunEnded(START, Outcome.DONE, "t"));
        pass(Duration.ofMinutes(1));

        assertThat(feed.complaints()).containsExactly("Warning: hook-1 was not told r1/done/1: HTTP 500.");
    }
}
