package io.mediaup.cli.completion;

import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A positional parameter as a shell sees it.
 *
 * @param label what the help calls it
 * @param values what it may be
 * @param needed whether it must be there
 * @param repeatable whether any number of it may follow
 */
record ArgumentShape(String label, Values values, boolean needed, boolean repeatable) {

    static ArgumentShape of(PositionalParamSpec parameter) {
        return new ArgumentShape(
                parameter.paramLabel(),
                Values.of(parameter),
                parameter.arity().min() > 0,
                parameter.index().isVariable() || parameter.arity().max() > 1);
    }
}
