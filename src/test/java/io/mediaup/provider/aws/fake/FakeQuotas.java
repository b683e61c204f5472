package io.mediaup.provider.aws.fake;

import io.mediaup.provider.aws.fake.Faults.Delivery;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** GetServiceQuota of Service Quotas (2019-06-24), in JSON 1.1. Guarded by the cloud. */
final class FakeQuotas {

    private static final String ACTION = "GetServiceQuota";

    private final FakeCloud cloud;

    FakeQuotas(FakeCloud cloud) {
        this.cloud = cloud;
    }

    FakeEndpoint.Answer answer(String body) {
        cloud.calls().count(ACTION);
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                cloud.now().plus(cloud.faults().skew()).atZone(ZoneOffset.UTC));
        String code = JsonMapper.shared().readTree(body).path("QuotaCode").asString();
        Integer value = cloud.quotas.get(code);
        if (cloud.faults().denies(ACTION)) {
            return answer(400, Map.of("__type", "AccessDeniedException", "message", "not allowed"), date);
        }
        return value == null
                ? answer(400, Map.of("__type", "NoSuchResourceException", "message", "no such quota"), date)
                : answer(200, Map.of("Quota", Map.of("QuotaCode", code, "Value", (double) value)), date);
    }

    private static FakeEndpoint.Answer answer(int status, Map<String, ?> content, String date) {
        return new FakeEndpoint.Answer(status, JsonMapper.shared().writeValueAsString(content), date, Delivery.WHOLE);
    }
}
