package io.mediaup.provider.aws.fake;

import java.util.ArrayList;
import java.util.List;

/** The EC2 actions about everything but instances, on the wire. */
final class Ec2Catalogue {

    private final FakeCloud cloud;
    private final FakeEc2 ec2;

    Ec2Catalogue(FakeCloud cloud) {
        this.cloud = cloud;
        this.ec2 = cloud.ec2;
    }

    void subnets(Form form, Xml xml) {
        List<String> ids = form.list("SubnetId");
        List<Subnet> shown = ids.isEmpty()
                ? List.copyOf(ec2.subnets.values())
                : ids.stream().map(ec2::subnet).toList();
        for (Form filter : form.forms("Filter")) {
            List<String> values = filter.list("Value");
            shown = shown.stream()
                    .filter(subnet -> values.contains(
                            switch (filter.need("Name")) {
                                case "subnet-id" -> subnet.id();
                                case "vpc-id" -> subnet.vpc();
                                case "availability-zone" -> subnet.zone();
                                default -> throw AwsError.bad("InvalidParameterValue", "The filter is invalid");
                            }))
                    .toList();
        }
        xml.items(
                "subnetSet",
                shown,
                (out, subnet) -> out.text("subnetId", subnet.id())
                        .text(
                                "subnetArn",
                                "arn:aws:ec2:" + FakeCloud.REGION + ":" + FakeCloud.ACCOUNT + ":subnet/" + subnet.id())
                        .text("state", "available")
                        .text("ownerId", FakeCloud.ACCOUNT)
                        .text("vpcId", subnet.vpc())
                        .text("cidrBlock", subnet.cidr())
                        .text("availableIpAddressCount", subnet.free())
                        .text("availabilityZone", subnet.zone())
                        .text(
                                "availabilityZoneId",
                                "euw1-az" + (subnet.zone().charAt(subnet.zone().length() - 1) - 'a' + 1))
                        .text("defaultForAz", false)
                        .text("mapPublicIpOnLaunch", false));
    }

    private static final List<String> SIZES = List.of("large", "xlarge", "2xlarge", "4xlarge", "8xlarge");

    /** A large one has two processors, and each further size has twice as many (EC2 instance types). */
    void types(Form form, Xml xml) {
        xml.items("instanceTypeSet", form.list("InstanceType"), (out, type) -> {
            int size = SIZES.indexOf(type.substring(type.indexOf('.') + 1));
            if (size < 0) {
                throw AwsError.bad(
                        "InvalidInstanceType", "The following supplied instance types do not exist: " + type);
            }
            out.text("instanceType", type).element("vCpuInfo", () -> out.text("defaultVCpus", 2 << size));
        });
    }

    void zones(Form form, Xml xml) {
        List<String> zones =
                ec2.subnets.values().stream().map(Subnet::zone).distinct().toList();
        List<String> asked = form.list("ZoneName");
        xml.items(
                "availabilityZoneInfo",
                asked.isEmpty() ? zones : asked.stream().filter(zones::contains).toList(),
                (out, zone) -> out.text("zoneName", zone)
                        .text("zoneState", "available")
                        .text("regionName", FakeCloud.REGION)
                        .text("zoneType", "availability-zone")
                        .text("optInStatus", "opt-in-not-required"));
    }

    void images(Form form, Xml xml) {
        List<String> ids = form.list("ImageId");
        List<String> missing =
                ids.stream().filter(id -> !ec2.images.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            throw AwsError.bad("InvalidAMIID.NotFound", "The image id '" + missing + "' does not exist");
        }
        xml.items(
                "imagesSet",
                ids.isEmpty() ? List.copyOf(ec2.images.keySet()) : ids,
                (out, id) -> out.text("imageId", id)
                        .text("imageState", "available")
                        .text("imageOwnerId", FakeCloud.ACCOUNT)
                        .text("isPublic", false)
                        .text("architecture", "x86_64")
                        .text("imageType", "machine")
                        .text("name", String.valueOf(ec2.images.get(id)))
                        .text("rootDeviceType", "ebs")
                        .text("rootDeviceName", "/dev/xvda")
                        .text("creationDate", "2026-10-01T00:00:00.000Z")
                        .items(
                                "blockDeviceMapping",
                                List.of("/dev/xvda"),
                                (device, name) -> device.text("deviceName", name)
                                        .element(
                                                "ebs",
                                                () -> device.text("volumeSize", 8)
                                                        .text("deleteOnTermination", true)
                                                        .text("volumeType", "gp3"))));
    }

    void templates(Form form, Xml xml) {
        List<Template> shown = new ArrayList<>();
        form.list("LaunchTemplateId").forEach(id -> shown.add(ec2.template(java.util.Optional.of(id), none())));
        form.list("LaunchTemplateName").forEach(name -> shown.add(ec2.template(none(), java.util.Optional.of(name))));
        if (!form.has("LaunchTemplateId") && !form.has("LaunchTemplateName")) {
            shown.addAll(ec2.templates);
        }
        xml.items(
                "launchTemplates",
                shown,
                (out, template) -> out.text("launchTemplateId", template.id())
                        .text("launchTemplateName", template.name())
                        .text("createTime", cloud.now())
                        .text("createdBy", "arn:aws:iam::" + FakeCloud.ACCOUNT + ":root")
                        .text("defaultVersionNumber", template.standard())
                        .text("latestVersionNumber", template.latest()));
    }

    private static java.util.Optional<String> none() {
        return java.util.Optional.empty();
    }

    void templateVersions(Form form, Xml xml) {
        Template template = ec2.template(form.get("LaunchTemplateId"), form.get("LaunchTemplateName"));
        List<String> asked = form.list("LaunchTemplateVersion");
        List<Integer> numbers = new ArrayList<>();
        if (asked.isEmpty()) {
            for (int i = 1; i <= template.latest(); i++) {
                numbers.add(i);
            }
        }
        asked.forEach(version -> numbers.add(template.number(version)));
        boolean resolve = form.flag("ResolveAlias");
        xml.items(
                "launchTemplateVersionSet",
                numbers,
                (out, number) -> out.text("launchTemplateId", template.id())
                        .text("launchTemplateName", template.name())
                        .text("versionNumber", number)
                        .text("createTime", cloud.now())
                        .text("createdBy", "arn:aws:iam::" + FakeCloud.ACCOUNT + ":root")
                        .text("defaultVersion", number == template.standard())
                        .element("launchTemplateData", () -> data(out, template.get(number), resolve)));
    }

    private void data(Xml xml, Template.Version version, boolean resolve) {
        LaunchSettings settings = version.settings();
        xml.text("imageId", resolve ? ec2.image(settings.image()) : settings.image())
                .text("instanceType", settings.type())
                .some("userData", settings.userData());
        if (!settings.profile().isEmpty()) {
            xml.element("iamInstanceProfile", () -> xml.text("name", settings.profile()));
        }
        if (settings.subnet().isEmpty()) {
            xml.items("securityGroupIdSet", settings.securityGroups(), (out, group) -> out.text("groupId", group));
        } else {
            xml.items(
                    "networkInterfaceSet",
                    List.of(settings.subnet()),
                    (out, subnet) -> out.text("deviceIndex", 0)
                            .text("subnetId", subnet)
                            .items("groupSet", settings.securityGroups(), (in, group) -> in.text("groupId", group)));
        }
        if (settings.terminationProtection()) {
            xml.text("disableApiTermination", true);
        }
        if (!version.tags().isEmpty()) {
            xml.items(
                    "tagSpecificationSet",
                    List.of("instance"),
                    (out, type) -> out.text("resourceType", type)
                            .items(
                                    "tagSet",
                                    version.tags().entrySet(),
                                    (in, tag) -> in.text("key", tag.getKey()).text("value", tag.getValue())));
        }
    }
}
