package io.mediaup.provider.aws.fake;

/** What the services wrap their answers in, and how they refuse. */
enum Protocol {
    EC2("http://ec2.amazonaws.com/doc/2016-11-15/"),
    ELB("http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"),
    STS("https://sts.amazonaws.com/doc/2011-06-15/");

    private final String namespace;

    Protocol(String namespace) {
        this.namespace = namespace;
    }

    static Protocol of(String version) {
        return switch (version) {
            case "2016-11-15" -> EC2;
            case "2015-12-01" -> ELB;
            case "2011-06-15" -> STS;
            default -> throw new IllegalArgumentException("Expected a version of a service, but found " + version);
        };
    }

    String success(String action, String content, String request) {
        String inside = this == EC2
                ? new Xml().text("requestId", request) + content
                : "<" + action + "Result>" + content + "</" + action + "Result>" + metadata(request);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + action + "Response xmlns=\"" + namespace + "\">"
                + inside + "</" + action + "Response>";
    }

    private static String metadata(String request) {
        Xml xml = new Xml();
        return xml.element("ResponseMetadata", () -> xml.text("RequestId", request))
                .toString();
    }

    String failure(AwsError error, String request) {
        Xml xml = new Xml();
        if (this == EC2) {
            xml.element(
                    "Response",
                    () -> xml.element(
                                    "Errors",
                                    () -> xml.element(
                                            "Error",
                                            () -> xml.text("Code", error.code).text("Message", error.message())))
                            .text("RequestID", request));
            return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml;
        }
        xml.element(
                        "Error",
                        () -> xml.text("Type", error.status < 500 ? "Sender" : "Receiver")
                                .text("Code", error.code)
                                .text("Message", error.message()))
                .text("RequestId", request);
        return "<ErrorResponse xmlns=\"" + namespace + "\">" + xml + "</ErrorResponse>";
    }

    AwsError throttled() {
        return this == EC2
                ? new AwsError(503, "RequestLimitExceeded", "Request limit exceeded.")
                : AwsError.bad(this == ELB ? "ThrottlingException" : "Throttling", "Rate exceeded");
    }

    AwsError expired() {
        return this == EC2
                ? AwsError.bad("RequestExpired", "Request has expired.")
                : new AwsError(403, "ExpiredToken", "The security token included in the request is expired");
    }

    AwsError denied(String action) {
        String who = "User: arn:aws:iam::" + FakeCloud.ACCOUNT + ":user/operator is not authorized to perform: ";
        return this == EC2
                ? new AwsError(
                        403,
                        "UnauthorizedOperation",
                        "You are not authorized to perform this operation. " + who + "ec2:" + action
                                + " because no identity-based policy allows the ec2:" + action
                                + " action. Encoded authorization failure message: ENCODED-MESSAGE")
                : new AwsError(
                        403,
                        "AccessDenied",
                        who + (this == ELB ? "elasticloadbalancing:" : "sts:") + action
                                + " because no identity-based policy allows it");
    }
}
