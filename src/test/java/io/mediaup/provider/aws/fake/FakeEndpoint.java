package io.mediaup.provider.aws.fake;

import io.mediaup.provider.aws.fake.Faults.Delivery;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The Query protocol of EC2 (2016-11-15), ELBv2 (2015-12-01) and STS (2011-06-15) over one cloud; and, in JSON, the one
 * question that Service Quotas is asked. Takes the body of a
 * request and gives status, body and date of the response, and how much of that arrives. Thread-safe.
 */
public final class FakeEndpoint {

    private final FakeCloud cloud;
    private final Ec2Instances instances;
    private final Ec2Catalogue catalogue;
    private final ElbWire elb;
    private final FakeQuotas quotas;
    private int serial;

    /** An endpoint for all services of the cloud. */
    public FakeEndpoint(FakeCloud cloud) {
        this.cloud = cloud;
        this.instances = new Ec2Instances(cloud);
        this.catalogue = new Ec2Catalogue(cloud);
        this.elb = new ElbWire(cloud);
        this.quotas = new FakeQuotas(cloud);
    }

    /**
     * A response.
     *
     * @param status of HTTP
     * @param body as XML
     * @param date for the Date header
     * @param delivery how much of it arrives
     */
    record Answer(int status, String body, String date, Delivery delivery) {
        /** The body as it arrives, if anything does. */
        String arriving() {
            return delivery == Delivery.TRUNCATED ? body.substring(0, body.length() / 2) : body;
        }
    }

    /** Answers one call. */
    Answer answer(String body) {
        return cloud.guarded(() -> {
            if (body.startsWith("{")) {
                return quotas.answer(body);
            }
            Form form = Form.parse(body);
            Protocol protocol = Protocol.of(form.text("Version"));
            String action = form.text("Action");
            String request = String.format("req-%08d", ++serial);
            cloud.calls().count(action);
            Instant now = cloud.now().plus(cloud.faults().skew());
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atZone(ZoneOffset.UTC));
            try {
                refuse(protocol, action, form);
                Xml xml = new Xml();
                perform(protocol, action, form, xml);
                return new Answer(
                        200,
                        protocol.success(action, xml.toString(), request),
                        date,
                        cloud.faults().delivery(action));
            } catch (AwsError error) {
                return new Answer(error.status, protocol.failure(error, request), date, Delivery.WHOLE);
            }
        });
    }

    private void refuse(Protocol protocol, String action, Form form) {
        Faults faults = cloud.faults();
        if (faults.throttles()) {
            cloud.calls().countRefusal();
            throw protocol.throttled();
        }
        if (faults.expired()) {
            throw protocol.expired();
        }
        if (faults.denies(action)) {
            throw protocol.denied(action);
        }
        if (faults.fails(action)) {
            throw new AwsError(500, "InternalError", "An internal error has occurred");
        }
        if (form.flag("DryRun")) {
            throw new AwsError(412, "DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        }
    }

    private void perform(Protocol protocol, String action, Form form, Xml xml) {
        switch (protocol) {
            case EC2 -> ec2(action, form, xml);
            case ELB -> elb.perform(action, form, xml);
            case STS -> sts(action, form, xml);
        }
    }

    private void ec2(String action, Form form, Xml xml) {
        switch (action) {
            case "DescribeInstances" -> instances.describe(form, xml);
            case "RunInstances" -> instances.run(form, xml);
            case "TerminateInstances" -> instances.terminate(form, xml);
            case "CreateTags" -> instances.tag(form, xml);
            case "DeleteTags" -> instances.untag(form, xml);
            case "DescribeInstanceAttribute" -> instances.attribute(form, xml);
            case "DescribeSubnets" -> catalogue.subnets(form, xml);
            case "DescribeAvailabilityZones" -> catalogue.zones(form, xml);
            case "DescribeImages" -> catalogue.images(form, xml);
            case "DescribeInstanceTypes" -> catalogue.types(form, xml);
            case "DescribeLaunchTemplates" -> catalogue.templates(form, xml);
            case "DescribeLaunchTemplateVersions" -> catalogue.templateVersions(form, xml);
            default ->
                throw AwsError.bad("InvalidAction", "The action " + action + " is not valid for this web service.");
        }
    }

    private static void sts(String action, Form form, Xml xml) {
        switch (action) {
            case "GetCallerIdentity" ->
                xml.text("Arn", "arn:aws:iam::" + FakeCloud.ACCOUNT + ":user/operator")
                        .text("UserId", "AIDAEXAMPLE")
                        .text("Account", FakeCloud.ACCOUNT);
            case "DecodeAuthorizationMessage" ->
                xml.text("DecodedMessage", "{\"allowed\":false,\"decoded\":\"" + form.text("EncodedMessage") + "\"}");
            default -> throw AwsError.bad("InvalidAction", "Could not find operation " + action);
        }
    }
}
