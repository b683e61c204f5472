/** Tests of the lab with real processes; every test ends what it started. */
@NullMarked
package io.mediaup.lab;

import org.jspecify.annotations.NullMarked;
