/**
 * How events go out: {@link dev.cogo.runtime.channel.ChannelPublisher} encodes one once and sends it to the channel's home,
 * which hands it to the gateways that listen. Both ends keep {@link dev.cogo.runtime.channel.RecentEvents} for who comes back.
 */
@NullMarked
package dev.cogo.runtime.channel;

import org.jspecify.annotations.NullMarked;
