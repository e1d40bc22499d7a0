/**
 * The bus with types. {@link dev.cogo.runtime.bus.Bus} makes and serves the requests of {@link dev.cogo.schema.bus.Address};
 * {@link dev.cogo.runtime.bus.BusCodec} is what records look like between nodes: by reference inside a node, JSON on the wire, so
 * that two versions can run side by side. Channel events travel as {@link dev.cogo.runtime.bus.EventEnvelope}s.
 */
@NullMarked
package dev.cogo.runtime.bus;

import org.jspecify.annotations.NullMarked;
