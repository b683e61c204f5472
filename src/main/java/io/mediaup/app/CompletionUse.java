package io.mediaup.app;

import io.mediaup.plan.PlanKeys;
import java.util.List;

/** What only the rooms below know of the words that a command line may hold. */
public final class CompletionUse {
    private CompletionUse() {}

    /** The plan keys for {@code --set}: {@code path=} where any value may follow, else {@code path=value} for each. */
    public static List<String> settings() {
        return PlanKeys.settings();
    }
}
