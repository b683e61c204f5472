package io.mediaup.app;

/**
 * Who runs a command, and on what.
 *
 * @param terminal where it reads and writes
 * @param home its surroundings
 * @param source the plan as it was named
 */
record Caller(Terminal terminal, Home home, PlanSource source) {}
