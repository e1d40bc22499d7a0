/**
 * The gateway's side of homes: which channels it has listeners on (registration of interest) and who is present through it, told to each
 * channel's home in batches, repeated until it agrees (anti-entropy). {@code InterestRouter} is the way in.
 */
@NullMarked
package dev.cogo.gateway.realtime.home;

import org.jspecify.annotations.NullMarked;
