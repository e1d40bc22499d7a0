/**
 * The payloads of the events that clients hear, and the requests that make one. {@link dev.cogo.schema.channel.EventName} lists the
 * events; {@code asyncapi/cogo.yaml} describes them.
 */
@NullMarked
package dev.cogo.schema.event;

import org.jspecify.annotations.NullMarked;
