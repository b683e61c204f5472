package io.mediaup.engine;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Hears the first response to a call and no further one: what came twice must not be taken for news. Engine thread only. */
final class Once<T> implements BiConsumer<@Nullable T, @Nullable Exception> {

    private final BiConsumer<@Nullable T, @Nullable Exception> onResult;
    private boolean heard;

    Once(BiConsumer<@Nullable T, @Nullable Exception> onResult) {
        this.onResult = onResult;
    }

    @Override
    public void accept(@Nullable T result, @Nullable Exception failure) {
        if (!heard) {
            heard = true;
            onResult.accept(result, failure);
        }
    }
}
