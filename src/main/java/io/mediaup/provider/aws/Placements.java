package io.mediaup.provider.aws;

import io.mediaup.fleet.LaunchDefinition;
import io.mediaup.fleet.Slot;
import io.mediaup.plan.AwsSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where, and as what type, a host may be launched, in the order in which it is tried. Immutable. */
final class Placements {

    private final AwsSpec.Placement placement;

    Placements(AwsSpec.Placement placement) {
        this.placement = placement;
    }

    /**
     * One way to launch.
     *
     * @param subnet where
     * @param type as what; empty for what the definition says
     */
    record Candidate(String subnet, String type) {}

    /** Like for like first; other zones only as the plan allows. */
    List<Candidate> candidates(LaunchDefinition definition, Slot slot) {
        List<Candidate> candidates = new ArrayList<>(in(definition, Definitions.SUBNETS + slot.zone()));
        if (placement.anyZone()) {
            everywhere(definition).stream()
                    .filter(candidate -> !candidates.contains(candidate))
                    .forEach(candidates::add);
        }
        return candidates;
    }

    /** Every way in which this definition may have been launched, for whichever slot. */
    List<Candidate> everywhere(LaunchDefinition definition) {
        return definition.values().keySet().stream()
                .filter(name -> name.startsWith(Definitions.SUBNETS))
                .flatMap(name -> in(definition, name).stream())
                .toList();
    }

    private List<Candidate> in(LaunchDefinition definition, String zone) {
        Map<String, String> values = definition.values();
        Set<String> types = new LinkedHashSet<>(List.of(values.getOrDefault(Definitions.TYPE, "")));
        types.addAll(placement.instanceTypes());
        List<Candidate> candidates = new ArrayList<>();
        for (String type : types) {
            for (String subnet : Definitions.split(values.getOrDefault(zone, ""))) {
                candidates.add(new Candidate(subnet, type));
            }
        }
        return candidates;
    }
}
