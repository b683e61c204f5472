package io.mediaup.rollout;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.plan.Plan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the run writes on its hosts. */
final class FleetMarks {

    private FleetMarks() {}

    /** The run's first mutation: every selected host that is not held gets the run's marks. */
    static Action of(Plan plan, RolloutState state) {
        Map<HostId, Marks> marks = new LinkedHashMap<>();
        for (HostRecord record : state.hosts()) {
            if (record.present() && !plan.fleet().hold().contains(record.id())) {
                marks.put(record.id(), of(state, record));
            }
        }
        return new Action.MarkFleet(marks);
    }

    static Marks of(RolloutState state, HostRecord record) {
        Fact.RunStarted start = state.start();
        Marks marks = record.slot()
                .map(slot -> Marks.of(start.run(), slot, start.desired(), start.planDigest()))
                .orElseGet(() -> Marks.inRun(start.run(), start.desired(), start.planDigest()));
        return record.cordonedAt().map(marks::draining).orElse(marks);
    }

    static Marks draining(RolloutState state, HostRecord record, Instant since) {
        return of(state, record).draining(since);
    }

    static Marks inService(RolloutState state, HostRecord record, Instant since) {
        return of(state, record).inService(since);
    }
}
