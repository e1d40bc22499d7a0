/**
 * What clients listen to: a {@link dev.cogo.schema.channel.Channel}, the {@link dev.cogo.schema.channel.ChannelEvent}s on it and
 * their {@linkplain dev.cogo.schema.channel.EventName names}; and which requests belong to a session's channel, see
 * {@link dev.cogo.schema.channel.ForSession}. What the events carry is in {@code event}.
 */
@NullMarked
package dev.cogo.schema.channel;

import org.jspecify.annotations.NullMarked;
