package io.mediaup.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;

/**
 * An AWS account in an emulator that is not ours, {@code moto_server}, as a process of its own: a VPC within 127.0.0.0/8
 * with three zones, a network load balancer and two target groups.
 */
final class Emulator implements AutoCloseable {

    static final String REGION = "eu-west-1";
    static final List<String> ZONES = List.of("eu-west-1a", "eu-west-1b", "eu-west-1c");
    static final int PORT = 8443;

    private final Process process;
    private final URI endpoint;
    private final EmulatedUsers users;
    private final Ec2Client ec2;
    private final ElasticLoadBalancingV2Client elb;
    private final List<String> subnets = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private String image = "";

    /** Whether the program is there. */
    static boolean present() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "moto_server")));
    }

    Emulator() throws IOException {
        int port = freePort();
        process = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        endpoint = URI.create("http://127.0.0.1:" + port);
        await("the emulator").atMost(Duration.ofSeconds(60)).until(() -> listens(port));
        users = new EmulatedUsers(endpoint);
        // Somebody who may do everything, also once the emulator begins to look who asks.
        StaticCredentialsProvider credentials = StaticCredentialsProvider.create(users.create("admin", List.of("*")));
        ec2 = Ec2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
        elb = ElasticLoadBalancingV2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(REGION))
                .credentialsProvider(credentials)
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Sets up the network, the launch template {@code sfu} and the load balancer. */
    void furnish() {
        String vpc = ec2.createVpc(r -> r.cidrBlock("127.20.0.0/16")).vpc().vpcId();
        for (int i = 0; i < ZONES.size(); i++) {
            String block = "127.20." + (i + 1) + ".0/24";
            String zone = ZONES.get(i);
            subnets.add(ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(block).availabilityZone(zone))
                    .subnet()
                    .subnetId());
        }
        image = ec2.describeImages(r -> r.owners("amazon")).images().get(0).imageId();
        ec2.createLaunchTemplate(r -> r.launchTemplateName("sfu")
                .launchTemplateData(d -> d.imageId(image).instanceType(InstanceType.T3_MICRO)));
        String balancer = elb.createLoadBalancer(
                        r -> r.name("nlb").type(LoadBalancerTypeEnum.NETWORK).subnets(subnets))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        for (String name : List.of("media", "signal")) {
            String group = elb.createTargetGroup(r ->
                            r.name(name).protocol(ProtocolEnum.TCP).port(PORT).vpcId(vpc))
                    .targetGroups()
                    .get(0)
                    .targetGroupArn();
            elb.createListener(r -> r.loadBalancerArn(balancer)
                    .protocol(ProtocolEnum.TCP)
                    .port(PORT + groups.size())
                    .defaultActions(Action.builder()
                            .type(ActionTypeEnum.FORWARD)
                            .targetGroupArn(group)
                            .build()));
            groups.add(group);
        }
    }

    /** Launches instances with these tags, {@code perZone} in each zone, and registers them if asked to. */
    List<Instance> launch(int perZone, Map<String, String> tags, boolean register) {
        List<Tag> all = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        List<Instance> launched = new ArrayList<>();
        for (String subnet : subnets) {
            launched.addAll(ec2.runInstances(r -> r.imageId(image)
                            .instanceType(InstanceType.T3_MICRO)
                            .minCount(perZone)
                            .maxCount(perZone)
                            .subnetId(subnet)
                            .tagSpecifications(TagSpecification.builder()
                                    .resourceType(ResourceType.INSTANCE)
                                    .tags(all)
                                    .build()))
                    .instances());
        }
        if (register) {
            List<TargetDescription> targets = launched.stream()
                    .map(instance -> TargetDescription.builder()
                            .id(instance.instanceId())
                            .port(PORT)
                            .build())
                    .toList();
            groups.forEach(
                    group -> elb.registerTargets(r -> r.targetGroupArn(group).targets(targets)));
        }
        return launched;
    }

    /** The environment with which a program finds this account. */
    Map<String, String> environment() {
        return Map.of(
                "AWS_ENDPOINT_URL",
                endpoint.toString(),
                "AWS_ACCESS_KEY_ID",
                "test",
                "AWS_SECRET_ACCESS_KEY",
                "test",
                "AWS_REGION",
                REGION,
                "AWS_DEFAULT_REGION",
                REGION,
                "AWS_EC2_METADATA_DISABLED",
                "true");
    }

    /** From now on who asks is looked at; the environment of somebody who may do nothing but these actions. */
    Map<String, String> environmentAllowed(List<String> actions) throws IOException {
        AwsBasicCredentials allowed = users.create("operator", actions);
        users.check();
        return Map.of("AWS_ACCESS_KEY_ID", allowed.accessKeyId(), "AWS_SECRET_ACCESS_KEY", allowed.secretAccessKey());
    }

    List<String> groups() {
        return groups;
    }

    Ec2Client ec2() {
        return ec2;
    }

    ElasticLoadBalancingV2Client elb() {
        return elb;
    }

    @Override
    public void close() {
        ec2.close();
        elb.close();
        // A shim may have started the server as its child.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
