package io.mediaup.app;

import io.mediaup.plan.Plan;
import io.mediaup.probe.http.HeaderSecrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the secrets that a plan names come from. */
final class Secrets {

    private Secrets() {}

    static HeaderSecrets of(Home home) {
        return new HeaderSecrets(home.env(), Path.of(""));
    }

    /** One message for each secret that the plan names and that cannot be had here. */
    static List<String> missing(Plan plan, Home home) {
        HeaderSecrets secrets = of(home);
        return plan.requests()
                .flatMap(request -> request.headers().values().stream())
                .distinct()
                .map(secrets::problem)
                .flatMap(Optional::stream)
                .map(problem -> problem + " Set it where mediaup runs.")
                .toList();
    }
}
