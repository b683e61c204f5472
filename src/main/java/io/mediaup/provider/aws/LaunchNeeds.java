package io.mediaup.provider.aws;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What launches for a plan touch beyond what the plan itself says.
 *
 * @param templates the ids of the launch templates that hosts are launched from, also in a rollback; empty for not known
 * @param roles the roles that hosts get, by name with path or by ARN
 * @param keys the customer managed KMS keys that their volumes are encrypted with, by id, alias or ARN
 * @param parameters the SSM parameters that name AMIs
 * @param others what else the template names: of EC2 as the last part of an ARN, such as {@code placement-group/sfu};
 *     anything else as an ARN
 */
public record LaunchNeeds(
        Set<String> templates, Set<String> roles, Set<String> keys, Set<String> parameters, Set<String> others) {

    /** Nothing is known. */
    public static final LaunchNeeds UNKNOWN = new LaunchNeeds(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    /** Copies the sets, in their order. */
    public LaunchNeeds {
        templates = sorted(templates);
        roles = sorted(roles);
        keys = sorted(keys);
        parameters = sorted(parameters);
        others = sorted(others);
    }

    private static Set<String> sorted(Set<String> names) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    /** What somebody who knows has said: the roles in the place of guessed ones, the keys beside those that were found. */
    public LaunchNeeds stating(Set<String> statedRoles, Set<String> statedKeys) {
        Set<String> allKeys = Stream.of(keys, statedKeys).flatMap(Set::stream).collect(Collectors.toSet());
        return new LaunchNeeds(templates, statedRoles.isEmpty() ? roles : statedRoles, allKeys, parameters, others);
    }
}
