package io.mediaup.provider.aws.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The EC2 actions about instances, on the wire. */
final class Ec2Instances {

    private static final int LEAST_PAGE = 5;
    private static final int MOST_PAGE = 1000;

    private final FakeCloud cloud;
    private final FakeEc2 ec2;

    Ec2Instances(FakeCloud cloud) {
        this.cloud = cloud;
        this.ec2 = cloud.ec2;
    }

    void describe(Form form, Xml xml) {
        List<String> ids = form.list("InstanceId");
        if (!ids.isEmpty() && form.has("MaxResults")) {
            throw AwsError.bad(
                    "InvalidParameterCombination",
                    "The parameter instancesSet cannot be used with the parameter maxResults");
        }
        int page = form.number("MaxResults", MOST_PAGE);
        if (page < LEAST_PAGE || page > MOST_PAGE) {
            throw AwsError.bad(
                    "InvalidParameterValue",
                    "Value ( " + page + " ) for parameter maxResults is invalid. Expecting a value from 5 to 1000.");
        }
        List<Instance> found = ec2.describe(ids, filters(form));
        String after = form.text("NextToken");
        List<Instance> rest = found.stream()
                .filter(instance -> instance.id.compareTo(after) > 0)
                .toList();
        List<Instance> shown = ids.isEmpty() ? rest.subList(0, Math.min(page, rest.size())) : rest;
        xml.items("reservationSet", shown, (out, instance) -> reservation(out, List.of(instance)));
        if (shown.size() < rest.size()) {
            xml.text("nextToken", shown.get(shown.size() - 1).id);
        }
    }

    private static List<Filter> filters(Form form) {
        return form.forms("Filter").stream()
                .map(filter -> new Filter(filter.need("Name"), filter.list("Value")))
                .toList();
    }

    void run(Form form, Xml xml) {
        reservation(xml, ec2.run(request(form)));
    }

    private RunRequest request(Form form) {
        Map<String, String> tags = new LinkedHashMap<>();
        LaunchSettings base = LaunchSettings.of("", "m5.large", "");
        if (form.has("LaunchTemplate")) {
            Form wanted = form.under("LaunchTemplate");
            Template template = ec2.template(wanted.get("LaunchTemplateId"), wanted.get("LaunchTemplateName"));
            int number = template.number(wanted.text("Version"));
            Template.Version version = template.get(number);
            base = from(version.settings(), template.id() + ":" + number);
            tags.putAll(version.tags());
        }
        for (Form specification : form.forms("TagSpecification")) {
            if (specification.need("ResourceType").equals("instance")) {
                tags.putAll(specification.pairs("Tag"));
            }
        }
        tags.keySet().stream().filter(key -> key.startsWith("aws:")).findAny().ifPresent(key -> {
            throw AwsError.bad("InvalidParameterValue", "Tag keys starting with 'aws:' are reserved for internal use");
        });
        if (base.template().length() > 0) {
            int colon = base.template().indexOf(':');
            tags.put("aws:ec2launchtemplate:id", base.template().substring(0, colon));
            tags.put("aws:ec2launchtemplate:version", base.template().substring(colon + 1));
        }
        boolean zonal = form.has("SubnetId")
                || form.has("Placement.AvailabilityZone")
                || form.has("NetworkInterface.1.SubnetId");
        return new RunRequest(
                settings(form, base),
                form.text("ClientToken"),
                zonal,
                Integer.parseInt(form.need("MinCount")),
                Integer.parseInt(form.need("MaxCount")),
                tags,
                form.without("Action", "Version", "ClientToken"));
    }

    private LaunchSettings settings(Form form, LaunchSettings base) {
        String image = ec2.image(form.get("ImageId").orElse(base.image()));
        if (image.isEmpty()) {
            throw AwsError.bad("MissingParameter", "The request must contain the parameter ImageId");
        }
        return new LaunchSettings(
                image,
                form.get("InstanceType").orElse(base.type()),
                subnet(form, base),
                form.has("SecurityGroupId") ? form.list("SecurityGroupId") : base.securityGroups(),
                form.get("IamInstanceProfile.Name")
                        .or(() -> form.get("IamInstanceProfile.Arn"))
                        .orElse(base.profile()),
                form.get("UserData").orElse(base.userData()),
                base.template(),
                form.has("DisableApiTermination") ? form.flag("DisableApiTermination") : base.terminationProtection(),
                form.text("InstanceMarketOptions.MarketType").equals("spot") || base.spot());
    }

    private String subnet(Form form, LaunchSettings base) {
        Optional<String> said = form.get("SubnetId")
                .or(() -> form.get("NetworkInterface.1.SubnetId"))
                .or(() -> Optional.of(base.subnet()).filter(subnet -> !subnet.isEmpty()));
        String zone = form.text("Placement.AvailabilityZone");
        return said.orElseGet(() -> ec2.subnets.values().stream()
                .filter(subnet -> zone.isEmpty() || subnet.zone().equals(zone))
                .map(Subnet::id)
                .findFirst()
                .orElseThrow(() -> AwsError.bad(
                        "MissingInput", "No subnets found for the default VPC. Please specify a subnet.")));
    }

    private static LaunchSettings from(LaunchSettings of, String template) {
        return new LaunchSettings(
                of.image(),
                of.type(),
                of.subnet(),
                of.securityGroups(),
                of.profile(),
                of.userData(),
                template,
                of.terminationProtection(),
                of.spot());
    }

    void terminate(Form form, Xml xml) {
        List<String> ids = form.list("InstanceId");
        Map<String, String> before = new LinkedHashMap<>();
        ids.forEach(id -> ec2.find(id).ifPresent(found -> before.put(id, found.state(cloud.now()))));
        Map<String, Integer> codes = new LinkedHashMap<>();
        ids.forEach(id -> ec2.find(id).ifPresent(found -> codes.put(id, found.stateCode(cloud.now()))));
        xml.items("instancesSet", ec2.terminate(ids), (out, instance) -> {
            out.text("instanceId", instance.id);
            state(out, "currentState", instance.stateCode(cloud.now()), instance.state(cloud.now()));
            state(out, "previousState", codes.get(instance.id), before.get(instance.id));
        });
    }

    private static void state(Xml xml, String name, int code, String state) {
        xml.element(name, () -> xml.text("code", code).text("name", state));
    }

    void tag(Form form, Xml xml) {
        List<String> ids = new ArrayList<>(form.list("ResourceId"));
        ec2.tag(ids, form.pairs("Tag"));
        xml.text("return", true);
    }

    void untag(Form form, Xml xml) {
        ec2.untag(form.list("ResourceId"), List.copyOf(form.pairs("Tag").keySet()));
        xml.text("return", true);
    }

    void attribute(Form form, Xml xml) {
        Instance instance = ec2.known(List.of(form.need("InstanceId"))).get(0);
        String attribute = form.need("Attribute");
        xml.text("instanceId", instance.id);
        switch (attribute) {
            case "disableApiTermination" ->
                xml.element(attribute, () -> xml.text("value", instance.protectedFromTermination));
            case "disableApiStop" -> xml.element(attribute, () -> xml.text("value", false));
            case "instanceInitiatedShutdownBehavior" -> xml.element(attribute, () -> xml.text("value", "stop"));
            case "userData" -> xml.element(attribute, () -> xml.some("value", instance.settings.userData()));
            default ->
                throw AwsError.bad(
                        "InvalidParameterValue", "Value (" + attribute + ") for parameter attribute is invalid");
        }
    }

    private void reservation(Xml xml, List<Instance> instances) {
        xml.text("reservationId", instances.get(0).id.replace("i-", "r-"))
                .text("ownerId", FakeCloud.ACCOUNT)
                .items("groupSet", List.<String>of(), (out, none) -> {})
                .items("instancesSet", instances, this::instance);
    }

    private void instance(Xml xml, Instance instance) {
        Instant now = cloud.now();
        LaunchSettings settings = instance.settings;
        boolean alive = instance.alive(now);
        xml.text("instanceId", instance.id).text("imageId", settings.image());
        state(xml, "instanceState", instance.stateCode(now), instance.state(now));
        if (alive) {
            xml.text(
                    "privateDnsName",
                    "ip-" + instance.address.replace('.', '-') + "." + FakeCloud.REGION + ".compute.internal");
        }
        xml.some("clientToken", instance.token)
                .text("amiLaunchIndex", 0)
                .text("instanceType", settings.type())
                .text("launchTime", instance.launchedAt)
                .element(
                        "placement",
                        () -> xml.text("availabilityZone", instance.zone()).text("tenancy", "default"))
                .element("monitoring", () -> xml.text("state", "disabled"))
                .text("architecture", "x86_64")
                .text("rootDeviceType", "ebs")
                .text("rootDeviceName", "/dev/xvda");
        if (alive) {
            xml.text("subnetId", instance.subnet.id())
                    .text("vpcId", instance.subnet.vpc())
                    .text("privateIpAddress", instance.address)
                    .items(
                            "groupSet",
                            settings.securityGroups(),
                            (out, group) -> out.text("groupId", group).text("groupName", group));
        }
        if (settings.spot()) {
            xml.text("instanceLifecycle", "spot");
        }
        if (!settings.profile().isEmpty()) {
            xml.element(
                    "iamInstanceProfile",
                    () -> xml.text(
                                    "arn",
                                    "arn:aws:iam::" + FakeCloud.ACCOUNT + ":instance-profile/" + settings.profile())
                            .text("id", "AIPAEXAMPLE"));
        }
        instance.reason(now)
                .ifPresent(reason -> xml.element(
                        "stateReason", () -> xml.text("code", reason.code()).text("message", reason.message())));
        xml.items(
                "tagSet",
                instance.seenTags(now).entrySet(),
                (out, tag) -> out.text("key", tag.getKey()).text("value", tag.getValue()));
    }
}
