package io.mediaup.provider.aws.fake;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The instances of one account and Region. Guarded by the cloud. */
final class FakeEc2 {

    private static final Pattern INSTANCE_ID = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");
    private static final int MOST_TAGGED = 1000;
    private static final int MOST_TAGS = 50;
    private static final int LONGEST_TOKEN = 64;

    final Map<String, Subnet> subnets = new LinkedHashMap<>();
    final Map<String, String> images = new LinkedHashMap<>();
    final Map<String, String> parameters = new LinkedHashMap<>();
    final List<Template> templates = new ArrayList<>();
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, Run> tokens = new LinkedHashMap<>();
    private final InstantSource clock;
    private final Faults faults;
    private final List<Instance.Reason> deaths = new ArrayList<>();
    private int serial;
    Duration pending = Duration.ofSeconds(15);
    Duration shuttingDown = Duration.ofSeconds(20);

    FakeEc2(InstantSource clock, Faults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    /** What a token stands for. */
    private record Run(String fingerprint, List<Instance> instances) {}

    private Instant now() {
        return clock.instant();
    }

    private Instant seenFrom() {
        return now().plus(faults.nextLag());
    }

    List<Instance> all() {
        return List.copyOf(instances.values());
    }

    Optional<Instance> find(String id) {
        return Optional.ofNullable(instances.get(id));
    }

    /** The next instance ends while it is still pending. */
    void killNext(Instance.Reason why) {
        deaths.add(why);
    }

    List<Instance> run(RunRequest request) {
        Subnet subnet = subnet(request.settings().subnet());
        if (request.token().length() > LONGEST_TOKEN) {
            throw AwsError.bad("InvalidParameterValue", "The client token may not have more than 64 characters.");
        }
        String scope = request.token() + (request.zonal() ? "@" + subnet.zone() : "");
        Run earlier = request.token().isEmpty() ? null : tokens.get(scope);
        if (earlier != null) {
            return again(request, earlier);
        }
        List<Instance> fresh = launch(request, subnet);
        tokens.put(scope, new Run(request.fingerprint(), fresh));
        return fresh;
    }

    private List<Instance> again(RunRequest request, Run earlier) {
        if (!earlier.fingerprint.equals(request.fingerprint())) {
            throw AwsError.bad(
                    "IdempotentParameterMismatch",
                    "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).");
        }
        if (earlier.instances.stream().noneMatch(instance -> instance.alive(now()))) {
            throw AwsError.bad(
                    "IdempotentInstanceTerminated",
                    "The request to launch an instance uses the same client token as a previous request for which the"
                            + " instance has been terminated.");
        }
        return earlier.instances;
    }

    private List<Instance> launch(RunRequest request, Subnet subnet) {
        LaunchSettings settings = request.settings();
        if (!images.containsKey(settings.image())) {
            throw AwsError.bad("InvalidAMIID.NotFound", "The image id '[" + settings.image() + "]' does not exist");
        }
        if (subnet.free() < request.least()) {
            throw AwsError.bad(
                    "InsufficientFreeAddressesInSubnet",
                    "There are not enough free addresses in subnet '" + subnet.id()
                            + "' to satisfy the requested number of instances.");
        }
        int can = Math.min(subnet.free(), faults.capacityLeft(subnet.zone(), settings.type()));
        if (can < request.least()) {
            throw new AwsError(
                    500,
                    "InsufficientInstanceCapacity",
                    "We currently do not have sufficient " + settings.type()
                            + " capacity in the Availability Zone you requested (" + subnet.zone() + ").");
        }
        int count = Math.min(can, request.most());
        faults.taken(subnet.zone(), settings.type(), count);
        List<Instance> fresh = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fresh.add(add(settings, request.token(), request.tags(), pending));
        }
        return fresh;
    }

    /** Adds an instance that is running after {@code boot}. */
    Instance add(LaunchSettings settings, String token, Map<String, String> tags, Duration boot) {
        Subnet subnet = subnet(settings.subnet());
        String id = String.format("i-0%016x", 0xabc000 + ++serial);
        Instance.Birth birth = new Instance.Birth(now(), now().plus(boot));
        Instance fresh = new Instance(id, token, settings, subnet, subnet.take(), birth);
        fresh.tags.set(Map.copyOf(tags), boot.isZero() ? now() : seenFrom());
        instances.put(fresh.id, fresh);
        if (!boot.isZero() && !deaths.isEmpty()) {
            end(fresh, birth.runningAt().minus(boot.dividedBy(2)), Duration.ZERO, deaths.remove(0));
        }
        return fresh;
    }

    private void end(Instance instance, Instant from, Duration takes, Instance.Reason why) {
        boolean alive = instance.alive(now());
        instance.end(from, takes, why);
        if (alive) {
            instance.subnet.release(instance.address);
        }
    }

    Subnet subnet(String id) {
        Subnet subnet = subnets.get(id);
        if (subnet == null) {
            throw AwsError.bad("InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist");
        }
        return subnet;
    }

    Template template(Optional<String> id, Optional<String> name) {
        return templates.stream()
                .filter(template -> id.map(template.id()::equals)
                        .orElseGet(() -> name.map(template.name()::equals).orElse(false)))
                .findFirst()
                .orElseThrow(() -> id.isPresent()
                        ? AwsError.bad(
                                "InvalidLaunchTemplateId.NotFound",
                                "The specified launch template, with template ID " + id.get() + ", does not exist.")
                        : AwsError.bad(
                                "InvalidLaunchTemplateName.NotFoundException",
                                "The specified launch template, with template name " + name.orElse("")
                                        + ", does not exist."));
    }

    /** What {@code resolve:ssm:NAME} means now; any other image is itself. */
    String image(String image) {
        if (!image.startsWith("resolve:ssm:")) {
            return image;
        }
        String found = parameters.get(image.substring("resolve:ssm:".length()));
        if (found == null) {
            throw AwsError.bad("InvalidParameterValue", "The parameter of " + image + " does not exist");
        }
        return found;
    }

    /** The instances that all filters let pass; each of {@code ids} must be known. */
    List<Instance> describe(List<String> ids, List<Filter> filters) {
        Instant now = now();
        List<Instance> named = ids.isEmpty() ? all() : known(ids);
        return named.stream()
                .filter(instance -> instance.visible(now))
                .filter(instance -> filters.stream().allMatch(filter -> filter.matches(instance, now)))
                .toList();
    }

    /** All of them, or an error: one unknown id fails the call. */
    List<Instance> known(List<String> ids) {
        List<Instance> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String id : new java.util.LinkedHashSet<>(ids)) {
            if (!INSTANCE_ID.matcher(id).matches()) {
                throw AwsError.bad("InvalidInstanceID.Malformed", "Invalid id: \"" + id + "\"");
            }
            Instance instance = instances.get(id);
            if (instance == null || !instance.visible(now())) {
                missing.add(id);
            } else {
                found.add(instance);
            }
        }
        if (!missing.isEmpty()) {
            throw AwsError.bad(
                    "InvalidInstanceID.NotFound",
                    missing.size() == 1
                            ? "The instance ID '" + missing.get(0) + "' does not exist"
                            : "The instance IDs '" + String.join(", ", missing) + "' do not exist");
        }
        return found;
    }

    /** One bad id and none are terminated; a protected one saves those of its zone, and only those. */
    List<Instance> terminate(List<String> ids) {
        List<Instance> doomed = known(ids);
        Set<String> blocked = new HashSet<>();
        doomed.stream()
                .filter(instance -> instance.protectedFromTermination && instance.alive(now()))
                .forEach(instance -> blocked.add(instance.zone()));
        for (Instance instance : doomed) {
            if (!blocked.contains(instance.zone())) {
                end(
                        instance,
                        now(),
                        shuttingDown,
                        new Instance.Reason(
                                "Client.UserInitiatedShutdown",
                                "Client.UserInitiatedShutdown: User initiated shutdown"));
            }
        }
        if (!blocked.isEmpty()) {
            throw AwsError.bad(
                    "OperationNotPermitted",
                    "An instance may not be terminated. Modify its 'disableApiTermination' instance attribute and try"
                            + " again.");
        }
        return doomed;
    }

    /** An instance ends by itself. */
    void die(String id) {
        end(
                known(List.of(id)).get(0),
                now(),
                Duration.ZERO,
                new Instance.Reason("Server.InternalError", "Server.InternalError: Internal error on the host"));
    }

    void tag(List<String> ids, Map<String, String> tags) {
        if (ids.size() > MOST_TAGGED) {
            throw AwsError.bad("InvalidParameterValue", "At most 1000 resources can be tagged in one call.");
        }
        tags.forEach((key, value) -> {
            if (key.startsWith("aws:") || key.isEmpty() || key.length() > 128 || value.length() > 256) {
                throw AwsError.bad("InvalidParameterValue", "Value ( " + key + " ) for parameter tag is invalid.");
            }
        });
        List<Instance> tagged = known(ids);
        for (Instance instance : tagged) {
            Set<String> keys = new HashSet<>(instance.tags().keySet());
            keys.addAll(tags.keySet());
            if (keys.size() > MOST_TAGS) {
                throw AwsError.bad("TagLimitExceeded", "The maximum number of tags per resource is 50.");
            }
        }
        tagged.forEach(instance -> instance.tag(tags, List.of(), seenFrom()));
    }

    void untag(List<String> ids, List<String> keys) {
        known(ids).forEach(instance -> instance.tag(Map.of(), keys, seenFrom()));
    }
}
