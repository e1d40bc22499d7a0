/**
 * What clients listen to: channels, the events on them, and their payloads. Events go out through
 * {@link dev.cogo.schema.channel.ChannelPublisher}, finished and encoded.
 */
@NullMarked
package dev.cogo.schema.channel;

import org.jspecify.annotations.NullMarked;
