package io.mediaup.gate;

import io.mediaup.fleet.GateVerdict;
import java.time.Instant;

/**
 * What a gate said once.
 *
 * @param verdict how the measure compares
 * @param evidence what was measured, or why nothing was; for people, on one line, without secrets
 * @param at right before it was asked
 */
public record GateReading(GateVerdict verdict, String evidence, Instant at) {}
