package io.mediaup.provider.aws.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A cloud with a fleet in it, as the tests of the adapter want it: three zones with a subnet each, a launch template whose
 * version 1 is the old image and whose version 2 is the new one, and one target group per service.
 */
public final class FakeFleet {

    /** Where the instances are. */
    public static final List<String> ZONES = List.of("eu-west-1a", "eu-west-1b", "eu-west-1c");

    /** The image of the old version. */
    public static final String OLD_IMAGE = "ami-0000000000000001a";

    /** The image of the new version. */
    public static final String NEW_IMAGE = "ami-0000000000000002b";

    private static final String TYPE = "c7i.2xlarge";

    private final FakeCloud cloud;
    private final Template template;
    private final TargetGroup media;
    private final TargetGroup signalling;
    private final List<Instance> hosts = new ArrayList<>();

    private FakeFleet(FakeCloud cloud) {
        this.cloud = cloud;
        for (int i = 0; i < ZONES.size(); i++) {
            for (int block = 0; block < 3; block++) {
                // Three subnets of a zone, for the one that runs out of addresses, and for large fleets.
                cloud.subnet(subnet(ZONES.get(i), block), ZONES.get(i), "10.0." + (10 * block + i));
            }
        }
        cloud.image(OLD_IMAGE, "sfu-1.4.2").image(NEW_IMAGE, "sfu-1.5.0");
        this.template = cloud.template("sfu")
                .version(settings(OLD_IMAGE), Map.of("Role", "sfu", "Env", "prod"))
                .version(settings(NEW_IMAGE), Map.of("Role", "sfu", "Env", "prod"));
        this.media = cloud.targetGroup("media", "TCP", 8443);
        this.signalling = cloud.targetGroup("signalling", "HTTP", 8080);
    }

    private static LaunchSettings settings(String image) {
        return new LaunchSettings(image, TYPE, "", List.of("sg-0a1b2c3d"), "sfu", "", "", false, false);
    }

    /** The subnet of a zone; {@code block} 0, 1 or 2. */
    public static String subnet(String zone, int block) {
        return "subnet-0000" + block + zone.charAt(zone.length() - 1);
    }

    /** A fleet of so many hosts, one zone after the other, all registered with both groups. */
    public static FakeFleet of(FakeCloud cloud, int hosts) {
        FakeFleet fleet = new FakeFleet(cloud);
        for (int i = 0; i < hosts; i++) {
            fleet.hosts.add(fleet.host(ZONES.get(i % ZONES.size()), "1.4.2"));
        }
        return fleet;
    }

    /** Adds a host of the old image that says this version, in rotation. */
    public Instance host(String zone, String version) {
        LaunchSettings old = new LaunchSettings(
                OLD_IMAGE, TYPE, roomy(zone), List.of("sg-0a1b2c3d"), "sfu", "", template.id() + ":1", false, false);
        Map<String, String> tags = Map.of(
                "Role", "sfu",
                "Env", "prod",
                "Version", version,
                "aws:ec2launchtemplate:id", template.id(),
                "aws:ec2launchtemplate:version", "1");
        Instance host = cloud.running(old, tags);
        cloud.registered(media, host, 8443).registered(signalling, host, 8080);
        return host;
    }

    private String roomy(String zone) {
        for (int block = 0; block < 2; block++) {
            if (cloud.ec2.subnet(subnet(zone, block)).free() > 50) {
                return subnet(zone, block);
            }
        }
        return subnet(zone, 2);
    }

    /** The cloud. */
    public FakeCloud cloud() {
        return cloud;
    }

    /** The launch template. */
    public Template template() {
        return template;
    }

    /** The group of an NLB. */
    public TargetGroup media() {
        return media;
    }

    /** The group of an ALB. */
    public TargetGroup signalling() {
        return signalling;
    }

    /** The hosts that were there at the beginning. */
    public List<Instance> hosts() {
        return List.copyOf(hosts);
    }
}
