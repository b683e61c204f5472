package io.mediaup.app;

import io.mediaup.notify.HookSecrets;
import io.mediaup.plan.HookSpec;
import io.mediaup.plan.Plan;
import io.mediaup.probe.http.BodySecrets;
import io.mediaup.probe.http.HeaderSecrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the secrets that a plan names come from. */
final class Secrets {

    private Secrets() {}

    static HeaderSecrets of(Home home) {
        return new HeaderSecrets(home.env(), Path.of(""));
    }

    /** One message for each secret that the plan names and that cannot be had here. */
    static List<String> missing(Plan plan, Home home) {
        HeaderSecrets secrets = of(home);
        HookSecrets hookSecrets = new HookSecrets(home.env());
        Stream<Optional<String>> probes = plan.requests()
                .flatMap(request -> Stream.concat(
                        request.headers().values().stream(),
                        request.body().stream().flatMap(BodySecrets::references)))
                .distinct()
                .map(secrets::problem);
        Stream<Optional<String>> hooks =
                plan.hooks().stream().flatMap(HookSpec::secrets).distinct().map(hookSecrets::problem);
        return Stream.concat(probes, hooks)
                .flatMap(Optional::stream)
                .map(problem -> problem + " Set it where mediaup runs.")
                .toList();
    }
}
