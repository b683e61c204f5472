package io.mediaup.plan;

import java.util.List;
import java.util.Locale;

/** Reads {@code rollout}: the technique says what holds where it is silent. */
final class RolloutReader {

    private static final Amount ALL = Amount.percent(100);

    private final Values root;
    private final Values rollout;
    private final List<Problem> problems;
    private final GateReader gates;

    RolloutReader(Values root, List<Problem> problems, GateReader gates) {
        this.root = root;
        this.rollout = root.section("rollout");
        this.problems = problems;
        this.gates = gates;
    }

    RolloutSpec read(Technique technique) {
        boolean shapeKnown = !rollout.refused("shape") && (rollout.has("shape") || !root.refused("technique"));
        Shape shape = rollout.has("shape") ? choice(Shape.class, rollout.text("shape")) : technique.defaultShape();
        boolean atOnce = shape == Shape.ALL_AT_ONCE;
        boolean rolling = shape == Shape.ROLLING;
        Amount surge = rollout.amount("max-surge", rolling ? "10%" : atOnce ? "0" : "100%");
        Amount unavailable = rollout.amount("max-unavailable", atOnce ? "100%" : "0");
        Amount draining = rollout.amount("max-draining", "100%");
        if (shapeKnown) {
            shape(shape, technique);
            room(shape, surge, unavailable);
            drainRoom(shape, draining);
        }
        return new RolloutSpec(
                shape,
                rolling ? rollout.amounts("batch") : List.of(ALL),
                surge,
                unavailable,
                draining,
                choice(RolloutSpec.Spread.class, rollout.text("spread")),
                rollout.whole("max-failures"),
                choice(RolloutSpec.OnFailure.class, rollout.text("on-failure")),
                choice(RolloutSpec.OnHostLost.class, rollout.text("on-host-lost")),
                rollout.optionalWhole("max-versions"),
                gates.read(root));
    }

    private void shape(Shape shape, Technique technique) {
        if (shape != Shape.ROLLING && rollout.has("batch")) {
            refuse(
                    "batch",
                    "Expected no batches with " + word(shape)
                            + ", but found some. Remove batch, or set shape: rolling.");
        }
        if (shape == Shape.ALL_AT_ONCE && technique == Technique.ACTIVE_PASSIVE && !root.refused("technique")) {
            refuse(
                    "shape",
                    "Expected blue-green or rolling with technique: active-passive, but found all-at-once:"
                            + " there would be no passive side to move traffic to. Change the shape, or the technique.");
        }
    }

    private void room(Shape shape, Amount surge, Amount unavailable) {
        if (rollout.refused("max-surge") || rollout.refused("max-unavailable")) {
            return;
        }
        if (surge.value() == 0 && unavailable.value() == 0) {
            refuse(
                    "max-surge",
                    "Expected max-surge or max-unavailable to allow one host, but found 0 for both:"
                            + " nothing could change. Raise one of them.");
        } else if (shape == Shape.BLUE_GREEN && !surge.equals(ALL)) {
            refuse(
                    "max-surge",
                    "Expected max-surge: 100% with blue-green, which is up beside the old side as a whole"
                            + " before traffic moves, but found " + surge
                            + ". Remove max-surge, or set shape: rolling.");
        }
    }

    /** The old side leaves as a whole, so it must be allowed to drain as a whole. */
    private void drainRoom(Shape shape, Amount draining) {
        if (shape == Shape.BLUE_GREEN
                && !rollout.refused("max-draining")
                && draining.percent()
                && draining.value() < ALL.value()) {
            refuse(
                    "max-draining",
                    "Expected max-draining: 100% with blue-green, whose old side leaves at once, but found " + draining
                            + ". Remove max-draining, or set shape: rolling.");
        }
    }

    private static String word(Shape shape) {
        return shape.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String text) {
        return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private void refuse(String key, String message) {
        problems.add(new Problem(rollout.place(key), message));
    }
}
