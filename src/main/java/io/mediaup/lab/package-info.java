/**
 * The embedded lab: a fleet of real processes on loopback, for a first try, demonstrations and end-to-end tests.
 *
 * <p>Three kinds of process meet in one state directory ({@link io.mediaup.lab.LabDirectory}), and nowhere else:
 *
 * <ul>
 *   <li>the controlling side ({@link io.mediaup.lab.LabFleet}, inside the CLI): launches, terminates, registers;
 *   <li>one {@link io.mediaup.lab.LabHost} per host: a small media server that holds one connection per session;
 *   <li>one {@link io.mediaup.lab.LabTraffic}: all clients, which judge what happened to each session.
 * </ul>
 *
 * <p>Every file has one kind of writer and is replaced atomically, so killing any process at any time is a fair test.
 *
 * <p>Uses nothing but the JDK, because the spawned processes should start fast and stay small. Never uses another
 * package of mediaup. It may read the wall clock and sleep, but every wait is on a condition and has a bound.
 */
@NullMarked
package io.mediaup.lab;

import org.jspecify.annotations.NullMarked;
