/**
 * Contexts of Vert.x: making one and crossing from one to another ({@link dev.cogo.runtime.eventloop.Contexts}), and long work on
 * an event loop without holding it up (cooperative yielding, {@link dev.cogo.runtime.eventloop.YieldingLoop}).
 */
@NullMarked
package dev.cogo.runtime.eventloop;

import org.jspecify.annotations.NullMarked;
