package io.mediaup.provider.aws.fake;

/** What AWS answers instead of doing it. */
final class AwsError extends RuntimeException {

    private static final long serialVersionUID = 1;

    final int status;
    final String code;

    AwsError(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static AwsError bad(String code, String message) {
        return new AwsError(400, code, message);
    }

    String message() {
        return String.valueOf(getMessage());
    }
}
