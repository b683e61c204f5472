package io.mediaup.provider.aws.fake;

import java.util.Map;

/**
 * One RunInstances call.
 *
 * @param settings template and request put together
 * @param token the client token; empty without
 * @param zonal whether the request says the subnet or the zone, which confines the token to that zone
 * @param least fewer instances than that are none
 * @param most as many as are wanted
 * @param tags what the instances carry from birth
 * @param fingerprint all parameters but the token: the same token with others is refused
 */
record RunRequest(
        LaunchSettings settings,
        String token,
        boolean zonal,
        int least,
        int most,
        Map<String, String> tags,
        String fingerprint) {}
