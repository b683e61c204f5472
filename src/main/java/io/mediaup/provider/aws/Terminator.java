package io.mediaup.provider.aws;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.InstanceState;
import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * Terminates instances, one at a time and only after looking at it once more by its id: whose it is, by its marks; that it
 * belongs to the fleet; that no Auto Scaling group would replace it. Protection is never lifted: EC2 then refuses, and so
 * does this. Thread-safe.
 */
final class Terminator {

    /** Beyond that, deadlines that are told by this machine's clock mean something else to everybody else. */
    static final Duration MOST_SKEW = Duration.ofSeconds(30);

    private final AwsClients clients;
    private final AwsCalls calls;
    private final Instances instances;
    private final Tagging tagging;

    Terminator(AwsClients clients, AwsCalls calls, Instances instances, Tagging tagging) {
        this.clients = clients;
        this.calls = calls;
        this.instances = instances;
        this.tagging = tagging;
    }

    /**
     * Terminates {@code host} for {@code run}. Unless EC2 knows it, nothing is done and nothing is taken for done.
     *
     * @param fresh whether the host is so new that EC2 may not show it yet
     */
    void terminate(HostId host, String run, boolean fresh) throws ProviderException {
        List<Instance> found = instances.byId(List.of(host.value()));
        if (found.isEmpty() && fresh) {
            throw new ProviderException(
                    Kind.THROTTLED, "Expected EC2 to show " + host + ", but found it too new for that yet.");
        }
        if (found.isEmpty()) {
            throw new ProviderException(
                    Kind.REFUSED,
                    "Expected EC2 to know " + host + ", but found that it does not. Nothing was terminated.");
        }
        Instance instance = found.get(0);
        InstanceState state = InstanceReader.state(instance);
        if (state == InstanceState.GONE || state == InstanceState.STOPPING) {
            if (!stops(instance)) {
                return;
            }
        }
        Optional<String> objection = objection(instance, run);
        if (objection.isPresent()) {
            throw new ProviderException(Kind.REFUSED, objection.get() + " Nothing was terminated.");
        }
        checkClock();
        end(host);
    }

    private static boolean stops(Instance instance) {
        String name = String.valueOf(instance.state().nameAsString());
        return name.equals("stopping") || name.equals("stopped");
    }

    private Optional<String> objection(Instance instance, String run) {
        String id = instance.instanceId();
        Map<String, String> tags = Tagging.byName(instance.tags());
        Optional<String> owner = Tagging.marks(tags).run();
        if (owner.filter(run::equals).isEmpty()) {
            return Optional.of("Expected " + id + " to be marked by run " + run + ", but found "
                    + owner.map(other -> "it marked by run " + other).orElse("no mark") + ".");
        }
        if (tags.containsKey(Tagging.SCALING_GROUP)) {
            return Optional.of("Expected " + id + " to be in no Auto Scaling group, but found it in '"
                    + tags.get(Tagging.SCALING_GROUP) + "', which would replace it at once.");
        }
        if (!tagging.selected(tags) && !tags.containsKey(Tagging.KEY)) {
            return Optional.of("Expected " + id + " to be selected by the plan, or launched by a run of it, but found"
                    + " neither: its tags have changed.");
        }
        return Optional.empty();
    }

    private void checkClock() throws ProviderException {
        Duration skew = clients.meter().skew();
        if (skew.abs().compareTo(MOST_SKEW) > 0) {
            throw new ProviderException(
                    Kind.THROTTLED,
                    "Expected this machine's clock to be within " + MOST_SKEW.toSeconds()
                            + " s of that of AWS, but found"
                            + " it " + skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead")
                            + ". Set it, such as by NTP; until then nothing is terminated.");
        }
    }

    private void end(HostId host) throws ProviderException {
        try {
            calls.make(
                    "ec2:TerminateInstances",
                    () -> clients.ec2().terminateInstances(request -> request.instanceIds(host.value())));
        } catch (ProviderException e) {
            if (AwsCalls.code(e).equals("OperationNotPermitted")) {
                throw new ProviderException(
                        Kind.REFUSED,
                        "Expected " + host + " to be free to go, but found it protected from termination. Lift the"
                                + " protection, or hold the host in the plan.",
                        e);
            }
            throw e;
        }
    }
}
