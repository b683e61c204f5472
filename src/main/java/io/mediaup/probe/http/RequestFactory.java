package io.mediaup.probe.http;

import io.mediaup.fleet.Host;
import io.mediaup.plan.HttpCheck;
import io.mediaup.probe.HostTemplate;
import io.mediaup.probe.ServerException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Optional;

/**
 * Makes requests out of checks: fills in templates, resolves secrets, refuses what cannot be sent. Whether a value
 * is a reference to a secret is decided by the plan's text alone, so that no tag value can ask for one. A request
 * that goes through a tunnel is sent to this end of it. Immutable.
 */
public final class RequestFactory {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String USER_AGENT = "User-Agent";

    private final HostTemplate template;
    private final HeaderSecrets secrets;
    private final Tunnels tunnels;

    RequestFactory(HostTemplate template, HeaderSecrets secrets) {
        this(template, secrets, Tunnels.NONE);
    }

    /**
     * Makes requests for the hosts of one plan.
     *
     * @param template fills in what differs per host
     * @param secrets resolves {@code env:} and {@code file:} values of headers and bodies, each time that they are sent
     * @param tunnels ways to servers that listen on loopback only
     */
    public RequestFactory(HostTemplate template, HeaderSecrets secrets, Tunnels tunnels) {
        this.template = template;
        this.secrets = secrets;
        this.tunnels = tunnels;
    }

    /** The same, which fills in what {@code other} does. */
    RequestFactory with(HostTemplate other) {
        return new RequestFactory(other, secrets, tunnels);
    }

    PreparedRequest prepare(HttpCheck check, Host host) throws ServerException {
        URI uri = uri(template.url(check.url(), host));
        if (check.viaSsh()) {
            uri = through(tunnels, host, uri);
        }
        Optional<String> body = check.body().isPresent()
                ? Optional.of(BodySecrets.filled(check.body().get(), host, template, secrets))
                : Optional.empty();
        HttpRequest.Builder request = builder(uri, check, body);
        request.setHeader(USER_AGENT, "mediaup");
        if (body.isPresent()) {
            request.setHeader(CONTENT_TYPE, "application/json");
        }
        for (Map.Entry<String, String> header : check.headers().entrySet()) {
            set(request, header.getKey(), value(header.getValue(), host));
        }
        return new PreparedRequest(request.build(), body);
    }

    private String value(String planned, Host host) throws ServerException {
        return HeaderSecrets.isReference(planned) ? secrets.resolve(planned) : template.header(planned, host);
    }

    /** The messages of {@link URISyntaxException} hold the url, which may hold secrets. */
    private static URI uri(String url) throws ServerException {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw new ServerException(
                    "Expected a valid url, but it breaks off at character " + e.getIndex() + ".", true);
        }
        if (uri.getRawUserInfo() != null) {
            throw new ServerException(
                    "Expected a url without user name or password. Put them into a header Authorization.", true);
        }
        if (uri.getHost() == null) {
            throw new ServerException("Expected a valid host name in the url, but found none.", true);
        }
        return uri;
    }

    private static URI through(Tunnels tunnels, Host host, URI uri) throws ServerException {
        int standard = uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        int port =
                tunnels.to(host, uri.getPort() > 0 ? uri.getPort() : standard).getPort();
        try {
            URI near = new URI(uri.getScheme(), null, uri.getHost(), port, null, null, null);
            String rest = uri.getRawSchemeSpecificPart()
                    .substring(2 + uri.getRawAuthority().length());
            return new URI(near + rest);
        } catch (URISyntaxException e) {
            throw new ServerException("Expected a url that can go through a tunnel, but it cannot.", true);
        }
    }

    private static HttpRequest.Builder builder(URI uri, HttpCheck check, Optional<String> body) throws ServerException {
        try {
            return HttpRequest.newBuilder(uri)
                    .method(check.method(), body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        } catch (IllegalArgumentException e) {
            throw new ServerException(
                    Reasons.line("Expected a url and method that can be sent, but found " + check.method()), true);
        }
    }

    /** The JDK's client keeps Host, Connection, Content-Length, Expect and Upgrade to itself. */
    private static void set(HttpRequest.Builder request, String name, String value) throws ServerException {
        boolean ascii = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'));
        if (!ascii) {
            throw new ServerException(
                    Reasons.line("Expected printable ASCII in header " + name + ", but its value is not"), true);
        }
        try {
            request.setHeader(name, value);
        } catch (IllegalArgumentException e) {
            throw new ServerException(Reasons.line("Expected a header that can be sent, but found " + name), true);
        }
    }
}
