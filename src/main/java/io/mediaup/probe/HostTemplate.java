package io.mediaup.probe;

import io.mediaup.fleet.Host;
import io.mediaup.fleet.Release;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills {@code {{host.id}}} and its like into the texts of a plan. Immutable.
 *
 * <p>Values come from outside (EC2 tags can be written by many hands), so each is encoded for the place where it lands
 * and can never become more than a value there:
 *
 * <ul>
 *   <li>in the host part of a url: letters, digits and hyphens; dots only in ids and addresses; an IPv6 address gets its
 *       brackets; anything else is refused
 *   <li>elsewhere in a url: percent-encoded; empty values and {@code .}, {@code ..} are refused, because both change the
 *       path
 *   <li>in a header: printable ASCII, else refused
 *   <li>in an argument of a command: no control characters, and no hyphen at its beginning
 *   <li>in a body: escaped as the inside of a JSON string; outside of quotes only whole numbers
 * </ul>
 *
 * <p>Every refusal is a {@link ServerException} that names the placeholder and never shows the value.
 */
public final class HostTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}\\s]*)\\s*\\}\\}");
    private static final Pattern SCHEME = Pattern.compile("(?i)https?://");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.-]+");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern ONLY_DOTS = Pattern.compile("\\.+");
    private static final String REPLACEMENT = "replacement.";
    private static final String UNRESERVED = "-._~";

    /** Given by the provider or by the plan's author rather than by a tag, so they may be whole host names. */
    private static final Set<String> HOST_NAMES = Set.of(
            "host.id",
            "host.address",
            "host.private-ip",
            "replacement.id",
            "replacement.address",
            "replacement.private-ip");

    private final String planName;
    private final String targetVersion;
    private final @Nullable Move move;

    /** What requests to move sessions may name besides the host. */
    private record Move(MoveRequest request, String session) {}

    /** A template filler for one plan and its target. */
    public HostTemplate(String planName, String targetVersion) {
        this(planName, targetVersion, null);
    }

    private HostTemplate(String planName, String targetVersion, @Nullable Move move) {
        this.planName = planName;
        this.targetVersion = targetVersion;
        this.move = move;
    }

    /** The same, with {@code {{replacement.…}}}, {@code {{session.id}}}, {@code {{migrate.count}}} and {@code .key}. */
    public HostTemplate moving(MoveRequest request, String session) {
        return new HostTemplate(planName, targetVersion, new Move(request, session));
    }

    /** Fills in a url. Only its host, path, query and fragment may hold placeholders. */
    public String url(String template, Host host) throws ServerException {
        Matcher scheme = SCHEME.matcher(template);
        if (!scheme.lookingAt()) {
            throw new ServerException("Expected a url that starts with http:// or https://, but it does not.", true);
        }
        int authorityEnd = authorityEnd(template, scheme.end());
        return fill(template, host, (name, value, at) -> {
            if (value.isEmpty() || ONLY_DOTS.matcher(value).matches()) {
                throw refused(name, "cannot stand in a url: it is empty or only dots");
            }
            return at < authorityEnd ? authority(name, value, template, at) : percentEncoded(value);
        });
    }

    /** Fills in a header's value. */
    public String header(String template, Host host) throws ServerException {
        return fill(template, host, (name, value, at) -> {
            if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                throw refused(name, "cannot stand in a header: it is not printable ASCII");
            }
            return value;
        });
    }

    /** Fills in a body that is a JSON text. */
    public String body(String template, Host host) throws ServerException {
        return fill(template, host, (name, value, at) -> {
            if (insideString(template, at)) {
                return jsonEscaped(value);
            }
            if (!WHOLE_NUMBER.matcher(value).matches()) {
                throw refused(name, "is not a number, so it must stand in quotes in the body");
            }
            return value;
        });
    }

    /**
     * Fills in an argument of a command, which stays one argument: quoting is the business of whoever sends it. A value
     * at its beginning must not look like an option.
     */
    public String argument(String template, Host host) throws ServerException {
        return fill(template, host, (name, value, at) -> {
            if (!value.codePoints().allMatch(c -> c >= ' ' && !Character.isISOControl(c))) {
                throw refused(name, "cannot stand in a command: it has control characters");
            }
            if (at == 0 && value.startsWith("-")) {
                throw refused(name, "cannot begin an argument: it would be taken for an option");
            }
            return value;
        });
    }

    /** Fills in what a host is called: a name or an address, without brackets. */
    public String hostName(String template, Host host) throws ServerException {
        return fill(template, host, (name, value, at) -> {
            boolean given = HOST_NAMES.contains(name);
            boolean fits = given
                    ? IPV6.matcher(value).matches() || NAME.matcher(value).matches()
                    : LABEL.matcher(value).matches();
            if (!fits || (at == 0 && value.startsWith("-"))) {
                throw refused(name, "cannot stand in the name of a host");
            }
            return value;
        });
    }

    private String fill(String template, Host host, Encoding encoding) throws ServerException {
        Matcher placeholder = PLACEHOLDER.matcher(template);
        StringBuilder filled = new StringBuilder();
        int from = 0;
        while (placeholder.find()) {
            String name = placeholder.group(1);
            filled.append(template, from, placeholder.start())
                    .append(encoding.encode(name, value(name, host), placeholder.start()));
            from = placeholder.end();
        }
        return filled.append(template, from, template.length()).toString();
    }

    private String value(String name, Host host) throws ServerException {
        if (move != null && name.startsWith(REPLACEMENT)) {
            return value(
                    "host." + name.substring(REPLACEMENT.length()),
                    move.request().to());
        }
        if (move != null && name.equals("session.id")) {
            return move.session();
        }
        if (move != null && name.equals("migrate.count")) {
            // A session that is asked by itself is one.
            return Long.toString(move.session().isEmpty() ? move.request().count() : 1);
        }
        if (move != null && name.equals("migrate.key")) {
            return move.request().key();
        }
        return switch (name) {
            case "host.id" -> host.id().value();
            case "host.address", "host.private-ip" -> address(host);
            case "host.port" -> port(host);
            case "host.zone" -> host.zone();
            case "host.version" -> Release.version(host.version());
            case "target.version" -> targetVersion;
            case "plan.name" -> planName;
            default ->
                throw new ServerException(
                        "Expected a known placeholder, but found {{" + name + "}}. Correct the plan.", true);
        };
    }

    /** A provider assigns addresses late, so a missing one is worth another try. */
    private static String address(Host host) throws ServerException {
        if (!host.address().known()) {
            throw new ServerException("The provider has assigned no address yet.", false);
        }
        return host.address().host();
    }

    private static String port(Host host) throws ServerException {
        if (host.address().port() <= 0) {
            throw refused("host.port", "is not known to this provider: write the port in the plan");
        }
        return Integer.toString(host.address().port());
    }

    private static int authorityEnd(String template, int from) {
        for (int i = from; i < template.length(); i++) {
            if ("/?#".indexOf(template.charAt(i)) >= 0) {
                return i;
            }
        }
        return template.length();
    }

    private static String authority(String name, String value, String template, int at) throws ServerException {
        boolean hostName = HOST_NAMES.contains(name);
        if (hostName && IPV6.matcher(value).matches()) {
            return template.charAt(at - 1) == '[' ? value : "[" + value + "]";
        }
        if (!(hostName ? NAME : LABEL).matcher(value).matches()) {
            throw refused(name, "cannot stand in the host part of a url");
        }
        return value;
    }

    private static String percentEncoded(String value) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean plain = c < 0x80 && (Character.isLetterOrDigit(c) || UNRESERVED.indexOf(c) >= 0);
            encoded.append(plain ? Character.toString(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
        }
        return encoded.toString();
    }

    private static boolean insideString(String json, int end) {
        boolean inside = false;
        for (int i = 0; i < end; i++) {
            if (json.charAt(i) == '"') {
                inside = !inside;
            } else if (inside && json.charAt(i) == '\\') {
                i++;
            }
        }
        return inside;
    }

    /** {@code value} as the inside of a JSON text. */
    public static String jsonEscaped(String value) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                escaped.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static ServerException refused(String name, String why) {
        return new ServerException("The value of {{" + name + "}} " + why + ".", true);
    }

    /** How a value is written where its placeholder stands. */
    @FunctionalInterface
    private interface Encoding {

        /** Encodes {@code value}; {@code at} is where the placeholder starts in the template. */
        String encode(String name, String value, int at) throws ServerException;
    }
}
