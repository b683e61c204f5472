package io.mediaup.app;

import io.mediaup.fleet.HostId;
import io.mediaup.plan.CanarySpec;
import io.mediaup.plan.Plan;
import io.mediaup.plan.SessionPolicy;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.HostRecord;
import io.mediaup.rollout.Request;
import io.mediaup.rollout.RolloutState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether a request can mean something to a run: what cannot is refused at once rather than noted and forgotten. */
final class RequestCheck {

    private final Plan plan;
    private final RolloutState state;
    private final Request request;

    private RequestCheck(Plan plan, RolloutState state, Request request) {
        this.plan = plan;
        this.state = state;
        this.request = request;
    }

    /** What is wrong with it; empty when nothing is. */
    static Optional<String> problem(Plan plan, RolloutState state, Request request) {
        RequestCheck check = new RequestCheck(plan, state, request);
        return request.kind().ofHost() ? check.ofHost() : check.ofRun();
    }

    private Optional<String> ofRun() {
        return switch (request.kind()) {
            case RESUME -> unless(state.paused(), "a paused run", "it is not paused", "Nothing needs to be resumed");
            case ROLLBACK ->
                unless(
                        state.rollback().isEmpty(),
                        "a run that goes forward",
                        "it is rolled back already, by "
                                + state.rollback().map(Request::by).orElse(""),
                        "Follow it with 'mediaup status'");
            case APPROVE -> approve();
            default -> Optional.empty();
        };
    }

    /** Only what has been seen can be approved. */
    private Optional<String> approve() {
        Optional<CanarySpec> canary = plan.rollout().proof().canary().filter(CanarySpec::approve);
        Instant baked = state.bake()
                .filter(bake -> bake.batch() == 1)
                .map(bake -> bake.at().plus(canary.map(CanarySpec::bake).orElse(Duration.ZERO)))
                .orElse(Instant.MAX);
        boolean forward = state.rollback().isEmpty() && state.abort().isEmpty();
        return unless(
                        canary.isPresent(),
                        "a plan with canary: {approve: true}",
                        "none",
                        "Nothing waits for an approval")
                .or(() -> unless(forward, "a run that goes forward", "that it goes back", "See status"))
                .or(() -> unless(
                        state.provenBatch() == 0,
                        "a canary that is to be trusted",
                        "that it is already",
                        "Nothing needs to be approved"))
                .or(() -> unless(
                        !request.at().isBefore(baked),
                        "a canary that has baked",
                        "that it has not yet",
                        "See 'mediaup status' for how long it takes"));
    }

    private Optional<String> ofHost() {
        Optional<HostRecord> host = state.host(new HostId(request.host())).filter(HostRecord::present);
        if (host.isEmpty()) {
            String hosts = state.hosts().stream()
                    .filter(HostRecord::present)
                    .map(record -> record.id().value())
                    .collect(Collectors.joining(", "));
            return unless(false, "a host of the run", "'" + request.host() + "'", "Its hosts are " + hosts);
        }
        return switch (request.kind()) {
            case DRAIN -> drain(host.get());
            case UNDRAIN -> undrain(host.get());
            case HOLD -> unless(!held(host.get()), "a host that is not held", "that it is held already", "See status");
            case RELEASE -> release(host.get());
            default -> extend(host.get());
        };
    }

    private Optional<String> drain(HostRecord host) {
        if (plan.sessions() == SessionPolicy.KILL) {
            return unless(
                    false,
                    "a technique that drains",
                    "kill-reconnect, which would cut the host's sessions",
                    "Wait for its batch, or hold it with 'mediaup hold'");
        }
        return unless(!host.cordoned(), "a host in rotation", "that it drains already", "Nothing needs to be done")
                .or(() -> unless(
                        !plan.fleet().hold().contains(host.id()),
                        "a host that is not held",
                        "it under fleet.hold of the plan",
                        "Take it off there"))
                .or(() -> unless(!host.arriving(), "a host in rotation", "that it is still arriving", "Wait for it"));
    }

    private Optional<String> undrain(HostRecord host) {
        boolean goes = state.inFlight(host.id().value())
                .filter(Action.Retire.class::isInstance)
                .isPresent();
        return unless(
                        host.cordoned(),
                        "a host that drains",
                        "that it does not",
                        "To keep it in rotation, hold it with 'mediaup hold'")
                .or(() -> unless(!goes, "a host that stays", "that it is being retired this moment", "It is too late"))
                .or(() -> unless(
                        host.slot().isPresent(),
                        "a host with a place in the fleet",
                        "that it is one too many",
                        "Raise fleet.size, or let it go"));
    }

    private Optional<String> release(HostRecord host) {
        String found =
                plan.fleet().hold().contains(host.id()) ? "that the plan holds it (fleet.hold)" : "that it is not held";
        return unless(host.held(), "a host that was held by 'mediaup hold' or 'undrain'", found, "See status");
    }

    private Optional<String> extend(HostRecord host) {
        return unless(
                host.cordoned() && plan.sessions() != SessionPolicy.KILL,
                "a host that drains",
                "that it does not",
                "Its patience counts from when it begins to");
    }

    private boolean held(HostRecord host) {
        return host.held() || plan.fleet().hold().contains(host.id());
    }

    private static Optional<String> unless(boolean fine, String expected, String found, String next) {
        return fine
                ? Optional.empty()
                : Optional.of("Expected " + expected + ", but found " + found + ". " + next + ".");
    }
}
