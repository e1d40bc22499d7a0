/** How long a node takes until it is ready, and how fast it is then, with and without a JVM's ahead-of-time cache. */
@NullMarked
package dev.cogo.bench.start;

import org.jspecify.annotations.NullMarked;
