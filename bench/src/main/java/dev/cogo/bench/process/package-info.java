/** The processes that are measured: on which core they run, what they use, and nodes of our own. */
@NullMarked
package dev.cogo.bench.process;

import org.jspecify.annotations.NullMarked;
