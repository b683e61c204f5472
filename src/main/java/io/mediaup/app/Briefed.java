package io.mediaup.app;

import io.mediaup.engine.RealTimeline;
import io.mediaup.plan.LoadBalancerSpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.PlanCopy;
import io.mediaup.provider.Briefing;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.TargetGroupTraits.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A world together with what it told before anything is changed.
 *
 * @param plan the plan with what only the world can tell, such as how long its kind of load balancer takes to settle
 * @param world the world
 * @param briefing what it told
 */
record Briefed(Plan plan, World world, Briefing briefing) {

    /** Behind an ALB nothing new arrives a few seconds after a deregistration; NLBs take about two minutes. */
    private static final Duration APPLICATION_SETTLE = Duration.ofSeconds(30);

    private static final int TRIES = 5;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Opens the world of {@code plan}, whose fleet is up, and asks it. */
    static Briefed of(Plan plan, Home home, RealTimeline timeline) throws InterruptedException {
        World world = Worlds.open(plan, home, timeline);
        Briefing briefing = ask(world, timeline);
        return new Briefed(settled(plan, briefing), world, briefing);
    }

    private static Briefing ask(World world, RealTimeline timeline) throws InterruptedException {
        for (int tries = 1; ; tries++) {
            try {
                return world.provider().brief();
            } catch (ProviderException e) {
                boolean passing =
                        e.kind() == ProviderException.Kind.THROTTLED || e.kind() == ProviderException.Kind.UNCERTAIN;
                if (!passing || tries == TRIES) {
                    throw new Refusal(Failure.exit(e), e.getMessage() + " Nothing was changed.");
                }
                timeline.runFor(PAUSE);
            }
        }
    }

    private static Plan settled(Plan plan, Briefing briefing) {
        boolean stated =
                plan.fleet().aws().map(aws -> aws.balancing().settleStated()).orElse(true);
        boolean application = !briefing.groups().isEmpty()
                && briefing.groups().stream().allMatch(group -> group.kind() == Kind.APPLICATION);
        return !stated && application
                ? PlanCopy.of(plan)
                        .with(new LoadBalancerSpec(
                                APPLICATION_SETTLE, plan.loadBalancer().weights()))
                        .build()
                : plan;
    }

    /** The same for another form of the plan. */
    Briefed with(Plan other) {
        return new Briefed(other, world, briefing);
    }

    /** Refuses to begin a run that the world says must not begin. */
    void refuse() {
        if (!briefing.refusals().isEmpty()) {
            throw new Refusal(Exit.INVALID_PLAN, briefing.refusals());
        }
    }

    /** For people: who asks and where, and what was pinned. */
    List<String> lines() {
        if (!briefing.account().known()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("as " + briefing.account().caller() + " in "
                + briefing.account().region());
        lines.addAll(briefing.pinned());
        return lines;
    }
}
