package io.mediaup.provider.aws;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A statement of an IAM policy that allows something (IAM User Guide, "IAM JSON policy element reference").
 *
 * @param sid what it is for, in letters and digits
 * @param actions what is allowed, such as {@code ec2:RunInstances}
 * @param resources the ARNs that it is allowed on
 * @param conditions by operator and condition key, each with its values; empty for none
 */
public record PolicyStatement(
        String sid, List<String> actions, List<String> resources, Map<String, Map<String, List<String>>> conditions) {

    /** Copies the lists. */
    public PolicyStatement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
    }

    /** As IAM reads it, in the order in which people do. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("Sid", sid);
        json.put("Effect", "Allow");
        json.put("Action", actions);
        json.put("Resource", resources);
        if (!conditions.isEmpty()) {
            json.put("Condition", conditions);
        }
        return json;
    }
}
