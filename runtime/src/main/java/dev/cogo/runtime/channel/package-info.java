/** Events go out through {@link dev.cogo.runtime.channel.ChannelPublisher}, finished and encoded once, to the channel's home. */
@NullMarked
package dev.cogo.runtime.channel;

import org.jspecify.annotations.NullMarked;
