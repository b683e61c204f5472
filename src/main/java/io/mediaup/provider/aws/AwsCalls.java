package io.mediaup.provider.aws;

import io.mediaup.provider.ProviderException;
import io.mediaup.provider.ProviderException.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Makes calls and says of those that failed what may be done next, by their error codes (EC2 API reference, "Error
 * codes"; ELBv2 API reference, "Common errors"). Thread-safe.
 */
final class AwsCalls {

    private static final Set<String> NO_CAPACITY = Set.of(
            "InsufficientInstanceCapacity",
            "InsufficientCapacityOnHost",
            "InsufficientHostCapacity",
            "InsufficientReservedInstanceCapacity",
            "InsufficientFreeAddressesInSubnet",
            "Unsupported");

    /** Terminated instances count for a while yet, so these may pass. */
    private static final Set<String> PASSING = Set.of("InstanceLimitExceeded", "IdempotentParameterMismatch");

    private static final Set<String> THROTTLED = Set.of(
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "TooManyRequestsException",
            "ConcurrentTagAccess",
            "SlowDown",
            "EC2ThrottledException");

    private static final Set<String> UNAUTHENTICATED = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "AuthFailure",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "SignatureDoesNotMatch",
            "MissingAuthenticationToken");

    private static final Set<String> FORBIDDEN =
            Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "OptInRequired");

    private static final Pattern ENCODED = Pattern.compile("\\s*Encoded authorization failure message: (\\S+)");

    private final Caller caller;

    AwsCalls(Caller caller) {
        this.caller = caller;
    }

    /** Makes {@code call}, which is named by {@code action}. */
    <T> T make(ApiAction action, Supplier<T> call) throws ProviderException {
        try {
            return call.get();
        } catch (AwsServiceException e) {
            throw refused(action.id(), e);
        } catch (SdkException e) {
            throw unanswered(action.id(), e);
        }
    }

    /**
     * Asks EC2 whether it would carry out {@code call}, which must have its DryRun set. That tells about rights and
     * parameters, and nothing about capacity.
     */
    void rehearse(ApiAction action, Supplier<?> call) throws ProviderException {
        try {
            make(action, call);
        } catch (ProviderException e) {
            if (!code(e).equals("DryRunOperation")) {
                throw e;
            }
            return;
        }
        throw new ProviderException(
                Kind.UNCERTAIN, "Expected " + action.id() + " to be rehearsed only, but found no word of that.");
    }

    /** The error code of the failure behind {@code failure}; empty when AWS did not answer. */
    static String code(ProviderException failure) {
        return failure.getCause() instanceof AwsServiceException e ? code(e) : "";
    }

    private static String code(AwsServiceException failure) {
        return failure.awsErrorDetails() == null
                ? ""
                : Optional.ofNullable(failure.awsErrorDetails().errorCode()).orElse("");
    }

    private ProviderException refused(String action, AwsServiceException failure) {
        String code = code(failure);
        String said = said(failure);
        if (FORBIDDEN.contains(code)) {
            return new ProviderException(Kind.FORBIDDEN, caller.notAllowed(action, said, encoded(failure)), failure);
        }
        if (UNAUTHENTICATED.contains(code)) {
            return new ProviderException(
                    Kind.UNAUTHENTICATED,
                    "Expected valid credentials for " + action + ", but found: " + code + ", " + said
                            + " Renew them (such as with 'aws sso login'), and run the same command again.",
                    failure);
        }
        return new ProviderException(
                kind(code, failure.statusCode()),
                "Expected " + action + " to succeed, but found: " + (code.isEmpty() ? "" : code + ", ") + said,
                failure);
    }

    private static Kind kind(String code, int status) {
        if (NO_CAPACITY.contains(code)) {
            return Kind.NO_CAPACITY;
        }
        if (PASSING.contains(code)) {
            return Kind.FAILED;
        }
        if (THROTTLED.contains(code) || status == 429) {
            return Kind.THROTTLED;
        }
        // An internal error says nothing about what has happened by then.
        return status >= 500 || code.startsWith("Internal") || code.endsWith("Unavailable")
                ? Kind.UNCERTAIN
                : Kind.REFUSED;
    }

    private static ProviderException unanswered(String action, SdkException failure) {
        if (failure instanceof SdkClientException && aboutCredentials(failure)) {
            return new ProviderException(
                    Kind.UNAUTHENTICATED,
                    "Expected credentials for AWS, but found none that work: " + firstLine(failure)
                            + " Set AWS_PROFILE, sign in (such as with 'aws sso login'), and run the same command"
                            + " again.",
                    failure);
        }
        boolean late = failure instanceof ApiCallTimeoutException || failure instanceof ApiCallAttemptTimeoutException;
        String why = failure instanceof AbortedException ? "interrupted" : late ? "no answer in time" : cause(failure);
        return new ProviderException(
                Kind.UNCERTAIN, "Expected an answer to " + action + ", but found: " + why, failure);
    }

    /** The chain has no exception type of its own: each of its links says that it was not able to load credentials. */
    private static boolean aboutCredentials(SdkException failure) {
        String text = String.valueOf(failure.getMessage());
        return text.contains("credentials") || text.contains("SSO") || text.contains("token file");
    }

    private static String cause(SdkException failure) {
        @Nullable Throwable inner = failure;
        while (inner.getCause() != null && inner.getCause() != inner) {
            inner = inner.getCause();
        }
        return firstLine(inner);
    }

    private static String firstLine(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        String line = text.lines().findFirst().orElse(text);
        return line.length() > 300 ? line.substring(0, 300) + " …" : line;
    }

    private static String said(AwsServiceException failure) {
        String message = failure.awsErrorDetails() == null
                ? ""
                : Optional.ofNullable(failure.awsErrorDetails().errorMessage()).orElse("");
        if (message.isBlank()) {
            message = "HTTP status " + failure.statusCode() + ".";
        }
        return ENCODED.matcher(message).replaceAll("").strip();
    }

    private static Optional<String> encoded(AwsServiceException failure) {
        Matcher matcher = ENCODED.matcher(String.valueOf(failure.getMessage()));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
