package io.mediaup.cli;

import io.mediaup.app.CompletionUse;
import java.util.Iterator;

/** What may stand behind {@code --set}, for completion. Costs nothing until a shell's script is made. */
final class SettableKeys implements Iterable<String> {

    @Override
    public Iterator<String> iterator() {
        return CompletionUse.settings().iterator();
    }
}
