package io.mediaup.journal.s3;

import io.mediaup.journal.StoreException;
import io.mediaup.journal.StoreException.Kind;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** Says of a failure of the SDK what stands in the way and what to do, without anything that is secret. */
final class Failures {

    private static final String AGAIN = " and run the same command again: it goes on where this one stopped.";

    /** Error codes of S3 (docs.aws.amazon.com/AmazonS3/latest/API, "Error Responses") and of what stands before it. */
    private static final Set<String> OVER =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired", "InvalidToken");

    private static final int FORBIDDEN = 403;
    private static final int UNAUTHORIZED = 401;
    private static final int MOVED = 301;

    private Failures() {}

    static StoreException of(String what, String place, RuntimeException failure) {
        String expected = "Expected to " + what + " " + place + ", but found ";
        Stream<Throwable> chain = Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
        if (chain.anyMatch(Clients.NoCredentials.class::isInstance)) {
            return forbidden(
                    expected + "no AWS credentials that work (" + firstLine(failure)
                            + "). Name a profile in AWS_PROFILE," + " or renew them (with SSO: aws sso login),",
                    failure);
        }
        if (failure instanceof AwsServiceException answer) {
            return answered(expected, answer);
        }
        return unreachable(
                expected + "no answer (" + firstLine(failure) + "). Check the network, AWS_REGION and"
                        + " AWS_ENDPOINT_URL,",
                failure);
    }

    private static StoreException answered(String expected, AwsServiceException answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        String code = details == null || details.errorCode() == null ? "" : details.errorCode();
        String found = expected + "status " + answer.statusCode() + (code.isEmpty() ? "" : " " + code) + ". ";
        if (OVER.contains(code)) {
            return forbidden(found + "The credentials are over: renew them (with SSO: aws sso login)", answer);
        }
        if (answer.statusCode() == FORBIDDEN || answer.statusCode() == UNAUTHORIZED) {
            return forbidden(
                    found + "Allow whom 'aws sts get-caller-identity' names s3:GetObject, s3:PutObject and"
                            + " s3:DeleteObject on what the bucket holds, and s3:ListBucket on the bucket,",
                    answer);
        }
        return unreachable(found + next(answer.statusCode(), code), answer);
    }

    private static String next(int status, String code) {
        if (code.equals("NoSuchBucket")) {
            return "Create the bucket, or correct state in the plan,";
        }
        return status == MOVED ? "Set AWS_REGION to the bucket's Region" : "Wait a little";
    }

    private static StoreException forbidden(String message, RuntimeException cause) {
        return new StoreException(Kind.FORBIDDEN, message + AGAIN, cause);
    }

    private static StoreException unreachable(String message, RuntimeException cause) {
        return new StoreException(Kind.UNREACHABLE, message + AGAIN, cause);
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }
}
