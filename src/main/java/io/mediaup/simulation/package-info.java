/**
 * The third world: virtual time, a simulated fleet and simulated sessions, all from one seed. The engine that runs in it is
 * the engine, not a model of it; {@code mediaup plan} is a run in here, begun from the observed fleet.
 *
 * <p>May use the ports, {@code engine}, {@code rollout}, {@code plan} and {@code fleet}. Never looks at the real world.
 */
@NullMarked
package io.mediaup.simulation;

import org.jspecify.annotations.NullMarked;
