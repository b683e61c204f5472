package io.mediaup.plan;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The plan format: every key, what may stand behind it, and what holds when it is not there. Reading, checking and the
 * tests of {@code plans/reference.yaml} all go by this one tree. Keys that are designed but not carried out yet are in it,
 * too, so that a plan that uses them is refused rather than misread.
 */
final class PlanFormat {

    static final String API_VERSION = "mediaup/v1";

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration MOMENT = Duration.ofMillis(100);

    private static final Kind TEXT = words(".*\\S.*", "text");
    private static final Kind VERSION = words("[\\w.+:@/-]{1,128}", "a version such as \"1.5.0\"");
    private static final Kind ZONE = words("[a-z0-9][a-z0-9-]{0,31}", "a zone such as a or eu-west-1a");
    private static final Kind POINTER =
            words("(/.*)?", "a JSON pointer (RFC 6901) such as /sessions/active, or \"\" for the whole document");
    private static final Kind SHARE = new Kind.Share(0);
    private static final Kind PATIENCE = span(Duration.ZERO, LONGEST);
    private static final Kind OUTCOME = choice(List.of("wait", "migrate", "kill", "halt"));
    private static final List<Key> PRESETS = List.of(
            Key.of("preset", new Kind.Choice(Preset.NAMES, List.of()), "A media server that mediaup knows."),
            Key.of("with", new Kind.Names(), "The preset's parameters, such as port."));

    static final Kind.Section ROOT = section(
            Key.of("apiVersion", choice(List.of(API_VERSION)), "The version of this format.")
                    .needed(),
            Key.of(
                            "name",
                            words(
                                    "(?!labs$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
                                    "a name of small letters, digits and hyphens, other than 'labs'"),
                            "The plan's name, and its state directory's.")
                    .needed(),
            Key.of("fleet", fleet(), "Which hosts.").needed(),
            Key.of("target", target(), "What they shall run.").needed(),
            Key.of("load-balancer", loadBalancer(), "How new sessions reach the hosts."),
            Key.of(
                            "technique",
                            choice(List.of("drain-first", "migrate-first", "kill-reconnect", "active-passive")),
                            "The preset that the defaults below come from.")
                    .or("drain-first"),
            Key.of("rollout", rollout(), "How hosts change."),
            Key.of("probes", probes(), "How hosts are looked at.").needed(),
            Key.of("drain", drain(), "How a host is told to take nothing new, and when it is empty."),
            Key.of("migrate", MigrationReader.FORMAT, "How open sessions are moved."),
            Key.of("reconnect", ReconnectReader.FORMAT, "Whom kill-reconnect has told that clients must reconnect."),
            Key.of("retire", RetireReader.FORMAT, "How an old host goes."),
            Key.of(
                    "gates",
                    GateFormat.GATES,
                    "What is measured on the new hosts, through the bake and after each batch."),
            WindowReader.WINDOWS,
            WindowReader.RETIRE_OUTSIDE,
            Key.of("ssh", SshFormat.HOSTS, "How hosts are reached by SSH."),
            HookReader.HOOKS,
            Key.of("state", StateFormat.KIND, "Where runs are kept; in the local state directory by default."),
            Key.of(
                    "model",
                    section(Key.of("session-length", sessionLength(), "How long sessions last.")
                            .needed()),
                    "What the preview assumes until it is observed."),
            Key.of(
                    "cost",
                    section(
                            Key.of("host-hour", new Kind.Decimal(0, 1_000_000), "The price of a host for an hour.")
                                    .needed(),
                            Key.of("currency", words("[A-Z]{3}", "an ISO 4217 code such as USD"), "Its currency.")
                                    .or("USD")),
                    "What a host costs, for the preview."));

    private PlanFormat() {}

    private static Kind fleet() {
        return section(
                Key.of("provider", choice(List.of("lab", "aws"), "listed"), "The world the hosts live in.")
                        .needed(),
                AwsFormat.REGION,
                AwsFormat.SELECT,
                AwsFormat.VERSION_TAG,
                Key.of("outdated-when", choice(List.of("version", "launch-definition")), "What makes a host outdated.")
                        .or("version"),
                Key.of(
                                "size",
                                words("keep|[1-9]\\d{0,4}", "keep, or a number of hosts from 1 to 99999"),
                                "The desired number of hosts.")
                        .or("keep"),
                Key.later("standby", "The passive side of active-passive."),
                Key.of("hold", new Kind.Listing(TEXT, 0, false), "Hosts to leave alone; they count in the floor."),
                Key.of("lab", lab(), "The embedded fleet."),
                Key.later("hosts", "The machines of provider listed."));
    }

    private static Kind lab() {
        return section(
                Key.of("hosts", new Kind.Whole(1, 500), "How many hosts it starts with.")
                        .or("6"),
                Key.of(
                        "zones",
                        new Kind.Listing(ZONE, 1, false),
                        "The zones they are dealt out to; [a, b] by default."),
                Key.of("version", VERSION, "What they run at first.").or("1.4.2"),
                Key.of("boot-time", span(Duration.ZERO, Duration.ofHours(1)), "How long a new host takes to answer.")
                        .or("2s"),
                Key.of(
                        "traffic",
                        section(
                                Key.of(
                                                "arrivals-per-minute",
                                                new Kind.Whole(0, 60_000),
                                                "New sessions a minute on the whole fleet; 0 for none.")
                                        .or("120"),
                                Key.of(
                                        "session-length",
                                        sessionLength(),
                                        "How long they last: lognormal; a median of 12s and a p95 of 40s by default.")),
                        "The sessions that its clients open."),
                Key.of(
                        "command",
                        new Kind.Listing(TEXT, 1, false),
                        "A real server to run instead of the built-in one; {{port}} and {{version}} are filled in."));
    }

    private static Kind target() {
        return section(
                Key.of("version", VERSION, "What makes a host current.").needed(),
                AwsFormat.LAUNCH_TEMPLATE,
                AwsFormat.LAUNCH,
                Key.later("in-place", "How hosts are upgraded where they are."),
                Key.of("zones", choice(List.of("same", "any")), "Where replacements are launched.")
                        .or("same"),
                AwsFormat.INSTANCE_TYPES,
                Key.of("boot-timeout", span(Duration.ofSeconds(1), LONGEST), "From launch until a host answers.")
                        .or("10m"),
                Key.of(
                                "health-timeout",
                                span(Duration.ofSeconds(1), LONGEST),
                                "From registration until it is healthy in every target group.")
                        .or("10m"),
                Key.of(
                                "failed-hosts",
                                choice(List.of("terminate", "keep")),
                                "What becomes of new hosts that never got healthy.")
                        .or("terminate"));
    }

    private static Kind loadBalancer() {
        return new Kind.Section(
                List.of(
                        AwsFormat.TARGET_GROUPS,
                        Key.of("switch", choice(List.of("register"), "weights"), "How traffic is moved.")
                                .or("register"),
                        Key.later("weights", "The two sides and the steps of a weighted switch."),
                        Key.later("enter", "Puts a host in rotation where a controller does that."),
                        Key.later("leave", "Takes a host out of rotation where a controller does that."),
                        Key.of(
                                "settle",
                                span(Duration.ZERO, Duration.ofHours(1)),
                                "After leaving the rotation, until nothing new arrives; 1s in the lab, 30s behind an ALB, 180s"
                                        + " elsewhere.")),
                Set.of("none"));
    }

    private static Kind rollout() {
        return section(
                Key.of(
                        "shape",
                        choice(List.of("rolling", "all-at-once", "blue-green")),
                        "Batch by batch, the whole fleet, or a whole second side first; by the technique."),
                Key.of("batch", new Kind.Listing(new Kind.Share(1), 1, true), "Hosts per batch; [1, 5, 20%] ramps up.")
                        .or("10%"),
                Key.of(
                        "max-surge",
                        SHARE,
                        "Hosts beyond the desired number; shares round up. 10%, 0 for all at once, 100% for blue-green."),
                Key.of(
                        "max-unavailable",
                        SHARE,
                        "Hosts that may be missing from the rotation; shares round down. 0, or 100% for all at once."),
                Key.of("max-draining", new Kind.Share(1), "Cordoned hosts that may be up at once.")
                        .or("100%"),
                Key.of("spread", choice(List.of("zone", "none")), "Whether floors and batches hold per zone, too.")
                        .or("zone"),
                Key.of("canary", GateFormat.CANARY, "The first batch, which bakes before the others."),
                Key.of("max-failures", new Kind.Whole(1, 10_000), "The run stops when this number is reached.")
                        .or("2"),
                Key.of("on-failure", choice(List.of("halt", "pause", "rollback")), "What stopping means.")
                        .or("halt"),
                Key.of("on-host-lost", choice(List.of("replace", "halt")), "When a host dies by itself.")
                        .or("replace"),
                Key.of("max-versions", new Kind.Whole(2, 100), "How many versions may be alive at once; any number."));
    }

    private static Kind probes() {
        return section(
                Key.of(
                        "every",
                        span(MOMENT, Duration.ofHours(1)),
                        "How often a host is asked; 1s in the lab, 5s elsewhere."),
                Key.of(
                        "stale-after",
                        span(MOMENT, Duration.ofHours(6)),
                        "How old a reading may be before it is unknown; 10s in the lab, 30s elsewhere."),
                Key.of(
                        "health",
                        check(
                                Key.of(
                                        "http",
                                        HttpFormat.YES_OR_NO,
                                        "Good status, and the expected value if one is named."),
                                Key.of("ssh", SshFormat.YES_OR_NO, "A command that succeeds."),
                                Key.of("healthy-after", new Kind.Whole(1, 1000), "Good readings in a row.")
                                        .or("2")),
                        "Whether the server works; without it the load balancer's word is enough."),
                Key.of(
                        "version",
                        check(
                                Key.of("http", HttpFormat.VERSION, "The version in the answer."),
                                Key.of("ssh", SshFormat.VERSION, "A command that prints it.")),
                        "What the server says it runs; a new host that says another is a failed launch."),
                Key.of("sessions", new Kind.Listing(counter(), 1, false), "The counters of open sessions.")
                        .needed());
    }

    private static Kind counter() {
        return check(
                Key.of(
                                "name",
                                words("[a-z0-9][a-z0-9-]{0,31}", "a name of small letters, digits and hyphens"),
                                "Shown beside the count.")
                        .needed(),
                Key.of("http", HttpFormat.COUNT, "Where the count is read."),
                Key.of("ssh", SshFormat.COUNT, "A command that prints the count, and nothing else or by a pattern."),
                Key.of("prometheus", HttpFormat.METRIC, "A metric of the host's exporter; its samples are added up."),
                Key.of("threshold", new Kind.Whole(0, 1_000_000), "At or below it the host counts as empty.")
                        .or("0"),
                Key.of("patience", PATIENCE, "How long a host may drain; drain.patience by default."),
                Key.of("then", OUTCOME, "What happens at its end; drain.then by default."));
    }

    private static Kind drain() {
        return section(
                Key.of("enter", order(SshFormat.ORDER), "Tells the server to take nothing new."),
                Key.of("leave", order(SshFormat.UNDO), "Undoes that."),
                Key.of(
                        "read-back",
                        check(
                                Key.of("http", HttpFormat.YES_OR_NO, "The drain flag."),
                                Key.of(
                                        "ssh",
                                        SshFormat.YES_OR_NO,
                                        "A command whose exit status is 0 for yes and 1 for no.")),
                        "Whether the server drains: a drain that cannot be read back is not believed."),
                Key.of("stable-for", new Kind.Whole(1, 1000), "Fresh readings in a row at or below the threshold.")
                        .or("3"),
                Key.of("patience", PATIENCE, "For counters without their own.").or("4h"),
                Key.of("then", OUTCOME, "For counters without their own.").or("wait"));
    }

    private static Kind order(Kind command) {
        return check(
                Key.of("http", HttpFormat.ORDER, "The request."),
                Key.of("ssh", command, "A command that must succeed."));
    }

    private static Kind sessionLength() {
        return section(
                Key.of("median", span(MOMENT, LONGEST), "Half of the sessions are shorter.")
                        .needed(),
                Key.of("p95", span(MOMENT, LONGEST), "One in twenty is longer.").needed());
    }

    /** Keys of something that is asked of a host, by HTTP or by SSH. */
    private static Kind check(Key... keys) {
        List<Key> all = new java.util.ArrayList<>(List.of(keys));
        all.addAll(PRESETS);
        return new Kind.Section(List.copyOf(all));
    }

    static Kind pointer() {
        return POINTER;
    }

    static Kind.Section section(Key... keys) {
        return new Kind.Section(List.of(keys));
    }

    static Kind span(Duration least, Duration most) {
        return new Kind.Span(least, most);
    }

    static Kind words(String pattern, String expected) {
        return new Kind.Words(Pattern.compile(pattern, Pattern.DOTALL), expected);
    }

    static Kind choice(List<String> values, String... later) {
        return new Kind.Choice(values, List.of(later));
    }
}
