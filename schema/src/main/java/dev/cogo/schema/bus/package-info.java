/**
 * Requests between verticles, with types. {@link dev.cogo.schema.bus.Address} lists them, {@link dev.cogo.schema.bus.Bus} makes
 * and serves them, {@link dev.cogo.schema.bus.BusCodec} is what they look like between nodes: by reference inside a node, JSON on
 * the wire, so that two versions can run side by side.
 */
@NullMarked
package dev.cogo.schema.bus;

import org.jspecify.annotations.NullMarked;
