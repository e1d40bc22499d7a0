/**
 * Load on a running system, and the figures that come out of it.
 *
 * <p>Clients are counted, loops are bounded, and every figure in the documentation names the command of this module that makes it.
 */
@NullMarked
package dev.cogo.bench;

import org.jspecify.annotations.NullMarked;
