package io.mediaup.provider.aws;

import io.mediaup.provider.Briefing;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Who asks AWS, as STS tells it, and what exactly was not allowed to them. Thread-safe. */
final class Caller {

    /** What the decoded message says in JSON, of which these two are for people. */
    private static final Pattern EXPLICIT = Pattern.compile("\"explicitDeny\"\\s*:\\s*true");

    private static final Pattern RESOURCE = Pattern.compile("\"resource\"\\s*:\\s*\"([^\"]{1,300})\"");

    private final AwsClients clients;
    private Briefing.@Nullable Account known;

    Caller(AwsClients clients) {
        this.clients = clients;
    }

    /**
     * Who calls, and where.
     *
     * @throws SdkException when STS does not say
     */
    synchronized Briefing.Account account() {
        Briefing.Account account = known;
        if (account == null) {
            GetCallerIdentityResponse identity = clients.sts().getCallerIdentity();
            account = new Briefing.Account(identity.arn(), identity.account(), clients.region());
            known = account;
        }
        return account;
    }

    /** A sentence on an action that was refused. */
    String notAllowed(String action, String said, Optional<String> encoded) {
        return "Expected " + arn() + " to be allowed " + action + ", but found that it is not"
                + encoded.flatMap(this::decoded).orElse(said.isEmpty() ? "" : " (" + said + ")")
                + ". Have it allowed ('mediaup iam-policy' prints what a plan needs), and run the same command again.";
    }

    private String arn() {
        try {
            return account().caller();
        } catch (SdkException e) {
            return "the caller";
        }
    }

    private Optional<String> decoded(String message) {
        try {
            String json = clients.sts()
                    .decodeAuthorizationMessage(request -> request.encodedMessage(message))
                    .decodedMessage();
            Matcher resource = RESOURCE.matcher(json);
            String what = EXPLICIT.matcher(json).find() ? " (a policy denies it" : " (no policy allows it";
            return Optional.of(what + (resource.find() ? " on " + resource.group(1) : "") + ")");
        } catch (SdkException e) {
            // Whoever is not allowed the one thing is often not allowed the other.
            return Optional.empty();
        }
    }
}
