/** Tests of what is shipped, as it is shipped: the launcher, the jar and its libraries. */
package io.mediaup.dist;
