package io.mediaup.plan;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Finds values that are right each for itself and cannot be meant together. */
final class Contradictions {

    private final Values root;
    private final List<Problem> problems;

    Contradictions(Values root, List<Problem> problems) {
        this.root = root;
        this.problems = problems;
    }

    void find(Plan plan) {
        batches(plan);
        patience(plan);
    }

    /** A batch that is larger than the fleet is a slip, or the plan of another fleet. */
    private void batches(Plan plan) {
        OptionalInt size = size(plan);
        Values rollout = root.section("rollout");
        if (size.isEmpty() || !rollout.has("batch")) {
            return;
        }
        plan.rollout().batches().stream()
                .filter(batch -> !batch.percent() && batch.value() > size.getAsInt())
                .findFirst()
                .ifPresent(batch -> refuse(
                        rollout.place("batch"),
                        "Expected batches of at most " + size.getAsInt()
                                + ", which is the size of the fleet, but found " + batch.value()
                                + ". Lower it, or write per cents."));
    }

    /** The desired size, where the plan alone tells it. */
    private OptionalInt size(Plan plan) {
        Values fleet = root.section("fleet");
        if (fleet.refused("size") || fleet.refused("lab")) {
            return OptionalInt.empty();
        }
        if (plan.fleet().size().isPresent()) {
            return plan.fleet().size();
        }
        return plan.fleet().lab().isPresent()
                ? OptionalInt.of(plan.fleet().lab().get().hosts())
                : OptionalInt.empty();
    }

    /** A host needs time to be found empty; with less patience, all of them would be cut or halt the run. */
    private void patience(Plan plan) {
        Values probes = root.section("probes");
        Values drain = root.section("drain");
        boolean known = !probes.refused("every")
                && !drain.refused("stable-for")
                && !root.section("load-balancer").refused("settle");
        Duration least = plan.loadBalancer()
                .settle()
                .plus(plan.probes().every().multipliedBy(plan.drain().stableFor()));
        List<Values> counters = probes.sections("sessions");
        for (int i = 0;
                known && i < counters.size() && i < plan.probes().sessions().size();
                i++) {
            SessionCounter counter = plan.probes().sessions().get(i);
            boolean own = counters.get(i).has("patience");
            // No patience at all is a plain word.
            if (counter.then() != PatienceOutcome.WAIT
                    && !counter.patience().isZero()
                    && counter.patience().compareTo(least) < 0) {
                refuse(
                        own ? counters.get(i).place("patience") : drain.place("patience"),
                        "Expected a patience of at least " + Texts.duration(least)
                                + " (settle, and stable-for readings),"
                                + " but found " + Texts.duration(counter.patience())
                                + ": it would end before a host can be found empty. Raise it.");
            }
        }
    }

    private void refuse(Place place, String message) {
        problems.add(new Problem(place, message));
    }
}
