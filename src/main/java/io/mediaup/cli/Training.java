package io.mediaup.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the launcher runs once to see which classes a start needs: the verbs that people wait for, on a plan of a lab that
 * nobody starts. It contacts nothing, and writes only into the directory that is its argument; the launcher makes that
 * the home of all state as well, and throws it away.
 */
final class Training {
    private Training() {}

    public static void main(String[] args) throws IOException {
        Path plan = Path.of(args[0], "training.yaml");
        try (InputStream in = Training.class.getResourceAsStream("training.yaml")) {
            if (in == null) {
                throw new IllegalStateException("Expected training.yaml beside " + Training.class.getName()
                        + ", but found none. Build again with: mvn -q -DskipTests package");
            }
            Files.copy(in, plan);
        }
        for (String verb : List.of("validate", "plan", "status", "apply")) {
            // Nobody approves, and nobody can be asked: apply ends before it takes its lock.
            MediaupCommand.run(verb, plan.toString());
            MediaupCommand.run(verb, plan.toString(), "--output", "json");
        }
        Main.main(new String[] {"--version"});
    }
}
