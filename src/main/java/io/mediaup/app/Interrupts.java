package io.mediaup.app;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * SIGINT and SIGTERM: the first asks for an orderly end, the second leaves at once. Java has no public API for signals;
 * {@code sun.misc.Signal} is reached by reflection, because the compiler warns of it in a way that cannot be accepted once.
 */
final class Interrupts {

    private Interrupts() {}

    /** Calls {@code first} on the first signal, on a thread of its own, and {@code second} on every further one. */
    static void handle(Runnable first, Runnable second) {
        Runnable[] next = {first};
        Runnable handler = () -> {
            Runnable now;
            synchronized (next) {
                now = next[0];
                next[0] = second;
            }
            now.run();
        };
        for (String signal : new String[] {"INT", "TERM"}) {
            install(signal, handler);
        }
    }

    private static void install(String name, Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> type = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, args) -> {
                        if (method.getName().equals("handle")) {
                            handler.run();
                            return null;
                        }
                        return method.getName().equals("equals") ? self == args[0] : System.identityHashCode(self);
                    });
            signal.getMethod("handle", signal, type)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            // Without handlers a signal ends the process as kill -9 would, which the journal copes with. INVARIANT: the
            // only cause is a platform without this signal, or one that keeps it for itself (-Xrs).
            if (e instanceof InvocationTargetException) {
                return;
            }
            throw new IllegalStateException("Expected sun.misc.Signal to be reachable, but found " + e, e);
        }
    }
}
