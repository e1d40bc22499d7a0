/**
 * Spans of what a node does for requests, sent to a collector of OpenTelemetry: {@link dev.cogo.node.traces.Traces} is the way in,
 * {@link dev.cogo.node.traces.SpanTracer} makes them where Vert.x says that something begins or ends.
 */
@NullMarked
package dev.cogo.node.traces;

import org.jspecify.annotations.NullMarked;
