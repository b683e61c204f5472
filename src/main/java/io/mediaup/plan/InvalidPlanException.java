package io.mediaup.plan;

import java.util.List;
import java.util.stream.Collectors;

/** A plan that cannot be carried out as it is written, with everything that is wrong in it. */
public final class InvalidPlanException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /**
     * With at least one problem, in the order of the file.
     */
    public InvalidPlanException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the file. */
    public List<Problem> problems() {
        return problems;
    }
}
