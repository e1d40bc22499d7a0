/**
 * The command line of the measurements. Every figure in {@code docs/performance.md} names the command of this module that
 * makes it.
 */
@NullMarked
package dev.cogo.bench;

import org.jspecify.annotations.NullMarked;
