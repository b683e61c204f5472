package io.mediaup.provider.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What EC2 does with customer managed keys on behalf of whoever launches an instance with encrypted volumes (Amazon EBS User
 * Guide, "Permissions for IAM users" of EBS encryption).
 *
 * @param partition such as aws
 * @param region where the fleet is
 * @param account whose keys they are where a key is not named by its ARN
 */
record VolumeKeys(String partition, String region, String account) {

    private static final List<String> USE = List.of(
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:GenerateDataKeyWithoutPlaintext",
            "kms:ReEncryptFrom",
            "kms:ReEncryptTo");

    private static final String ALIAS = "alias/";

    /** Statements on these keys: ids, aliases, or ARNs of either. */
    List<PolicyStatement> statements(Set<String> keys) {
        Set<String> arns = new TreeSet<>();
        Set<String> aliases = new TreeSet<>();
        for (String key : keys) {
            int alias = key.indexOf(ALIAS);
            if (alias >= 0) {
                aliases.add(key.substring(alias));
            } else {
                arns.add(key.startsWith("arn:") ? key : arn("key/" + key));
            }
        }
        List<PolicyStatement> all = new ArrayList<>();
        if (!arns.isEmpty()) {
            all.addAll(on("", List.copyOf(arns), Map.of()));
        }
        if (!aliases.isEmpty()) {
            // An alias is no resource of these actions: it is the key that has to be called so.
            all.addAll(on(
                    "ByAlias",
                    List.of(arn("key/*")),
                    Map.of("ForAnyValue:StringEquals", Map.of("kms:ResourceAliases", List.copyOf(aliases)))));
        }
        return all;
    }

    private String arn(String rest) {
        return "arn:" + partition + ":kms:" + region + ":" + account + ":" + rest;
    }

    private List<PolicyStatement> on(
            String suffix, List<String> keys, Map<String, Map<String, List<String>>> conditions) {
        String dns = partition.equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
        Map<String, Map<String, List<String>>> use = new LinkedHashMap<>();
        use.put("StringEquals", Map.of("kms:ViaService", List.of("ec2." + region + dns)));
        use.putAll(conditions);
        Map<String, Map<String, List<String>>> grant = new LinkedHashMap<>(use);
        grant.put("Bool", Map.of("kms:GrantIsForAWSResource", List.of("true")));
        return List.of(
                new PolicyStatement("UseVolumeKeys" + suffix, USE, keys, use),
                new PolicyStatement("GrantVolumeKeys" + suffix, List.of("kms:CreateGrant"), keys, grant));
    }
}
