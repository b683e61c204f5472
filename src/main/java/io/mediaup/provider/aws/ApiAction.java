package io.mediaup.provider.aws;

/**
 * Every action of AWS that this adapter performs, and what each is performed on. It is the one table of them: calls are made
 * by it, and {@link IamPolicy} is written from it, so that what is called is what has to be allowed. Which actions can be
 * confined to what is told by the Service Authorization Reference ("Actions, resources, and condition keys" for Amazon EC2,
 * for Elastic Load Balancing V2 and for AWS STS).
 */
enum ApiAction {
    GET_CALLER_IDENTITY("sts:GetCallerIdentity", Scope.FREE),
    DECODE_AUTHORIZATION_MESSAGE("sts:DecodeAuthorizationMessage", Scope.ANYTHING),
    DESCRIBE_INSTANCES("ec2:DescribeInstances", Scope.REGION),
    DESCRIBE_SUBNETS("ec2:DescribeSubnets", Scope.REGION),
    DESCRIBE_LAUNCH_TEMPLATE_VERSIONS("ec2:DescribeLaunchTemplateVersions", Scope.REGION),
    DESCRIBE_INSTANCE_TYPES("ec2:DescribeInstanceTypes", Scope.REGION),
    GET_SERVICE_QUOTA("servicequotas:GetServiceQuota", Scope.REGION),
    DESCRIBE_TARGET_GROUPS("elasticloadbalancing:DescribeTargetGroups", Scope.REGION),
    DESCRIBE_TARGET_GROUP_ATTRIBUTES("elasticloadbalancing:DescribeTargetGroupAttributes", Scope.REGION),
    DESCRIBE_TARGET_HEALTH("elasticloadbalancing:DescribeTargetHealth", Scope.REGION),
    DESCRIBE_INSTANCE_ATTRIBUTE("ec2:DescribeInstanceAttribute", Scope.HOSTS),
    RUN_INSTANCES("ec2:RunInstances", Scope.LAUNCH),
    CREATE_TAGS("ec2:CreateTags", Scope.MARKS),
    TERMINATE_INSTANCES("ec2:TerminateInstances", Scope.MARKED_HOSTS),
    REGISTER_TARGETS("elasticloadbalancing:RegisterTargets", Scope.TARGET_GROUPS),
    DEREGISTER_TARGETS("elasticloadbalancing:DeregisterTargets", Scope.TARGET_GROUPS),
    DESCRIBE_LISTENERS("elasticloadbalancing:DescribeListeners", Scope.LISTENERS),
    DESCRIBE_RULES("elasticloadbalancing:DescribeRules", Scope.RULES),
    MODIFY_LISTENER("elasticloadbalancing:ModifyListener", Scope.LISTENER),
    MODIFY_RULE("elasticloadbalancing:ModifyRule", Scope.RULE);

    /** What an action is performed on, as far as a policy can tell it. */
    enum Scope {
        /** Everybody may: no policy need allow it. */
        FREE,
        /** AWS confines it to nothing. */
        ANYTHING,
        /** AWS confines it to a Region at most. */
        REGION,
        /** Hosts that the plan selects. */
        HOSTS,
        /** Launches of hosts that get the tags that the plan selects by. */
        LAUNCH,
        /** Marks: at the launch, and later on hosts that the plan selects. */
        MARKS,
        /** Hosts that the plan selects and a run has marked. */
        MARKED_HOSTS,
        /** The target groups of the plan. */
        TARGET_GROUPS,
        /** As {@link #REGION}, where a plan moves traffic by the weights of a listener. */
        LISTENERS,
        /** As {@link #REGION}, where a plan moves traffic by the weights of a rule. */
        RULES,
        /** The listener by whose weights a plan moves traffic. */
        LISTENER,
        /** The rule by whose weights a plan moves traffic. */
        RULE
    }

    private final String id;
    private final Scope scope;

    ApiAction(String id, Scope scope) {
        this.id = id;
        this.scope = scope;
    }

    /** As a policy spells it: {@code service:Action}. */
    String id() {
        return id;
    }

    Scope scope() {
        return scope;
    }
}
