package io.mediaup.engine;

import io.mediaup.fleet.HostId;
import io.mediaup.fleet.Marks;
import io.mediaup.provider.FleetProvider;
import io.mediaup.provider.ProviderException;
import io.mediaup.rollout.Action;
import io.mediaup.rollout.ActionKey;
import io.mediaup.rollout.Fact.ActionStarted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Actions of one turn that a provider can take in one call: clouds count calls, and a batch asks the same for many hosts
 * at the same moment. Each action keeps its own key and gets its own outcome; one that has to be tried again is tried for
 * itself. Only what is idempotent by nature is put together, never a launch or a retirement.
 */
final class JointActions {

    private JointActions() {}

    /** The actions by what can be asked at once, in the order of the first of each; those that stand alone by themselves. */
    static List<List<ActionStarted>> of(List<ActionStarted> intents) {
        Map<Object, List<ActionStarted>> groups = new LinkedHashMap<>();
        for (ActionStarted intent : intents) {
            Object group = joint(intent.action()) ? intent.action().verb() : intent.key();
            groups.computeIfAbsent(group, g -> new ArrayList<>()).add(intent);
        }
        return List.copyOf(groups.values());
    }

    private static boolean joint(Action action) {
        return action instanceof Action.Register || action instanceof Action.Deregister || marks(action) != null;
    }

    private static @Nullable Marks marks(Action action) {
        if (action instanceof Action.Cordon cordon) {
            return cordon.marks();
        }
        return action instanceof Action.Uncordon uncordon ? uncordon.marks() : null;
    }

    /** Performs actions of one verb. What failed, by key. Blocks. */
    static Map<ActionKey, ProviderException> perform(FleetProvider provider, List<ActionStarted> group) {
        Map<HostId, ActionKey> keys = new LinkedHashMap<>();
        Map<HostId, Marks> marks = new LinkedHashMap<>();
        for (ActionStarted intent : group) {
            HostId host = ((Action.OnHost) intent.action()).host();
            keys.put(host, intent.key());
            Marks those = marks(intent.action());
            if (those != null) {
                marks.put(host, those);
            }
        }
        Map<ActionKey, ProviderException> failures = new HashMap<>();
        failures(provider, group.get(0).action(), keys, marks)
                .forEach((host, failure) -> failures.put(keys.get(host), failure));
        return failures;
    }

    private static Map<HostId, ProviderException> failures(
            FleetProvider provider, Action first, Map<HostId, ActionKey> keys, Map<HostId, Marks> marks) {
        if (first instanceof Action.Register) {
            return provider.registerAll(keys.keySet());
        }
        if (first instanceof Action.Deregister) {
            return provider.deregisterAll(keys.keySet());
        }
        try {
            provider.mark(marks);
            return Map.of();
        } catch (ProviderException e) {
            // Which of them have been written is not told; writing them again changes nothing.
            Map<HostId, ProviderException> all = new HashMap<>();
            keys.keySet().forEach(host -> all.put(host, e));
            return all;
        }
    }
}
