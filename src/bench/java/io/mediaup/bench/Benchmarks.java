package io.mediaup.bench;

/** The benchmarks, run by {@code mvn -B -ntp -Pbench -DskipTests verify}; prints one line per measurement. */
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) {
        System.out.println(
                "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
    }
}
