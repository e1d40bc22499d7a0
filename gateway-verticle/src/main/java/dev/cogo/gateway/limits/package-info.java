/**
 * How often clients may do what. {@link dev.cogo.gateway.limits.Limit} is the list of all that is counted over time, in token
 * buckets (Bucket4j), most of which all nodes share. Doors ask {@link dev.cogo.gateway.limits.UserLimits} for whoever has logged
 * in, {@link dev.cogo.gateway.limits.AccountLimits} before a password is looked at or an account made, and {@link
 * dev.cogo.gateway.limits.AddressLimits} for whoever has not.
 *
 * <p>{@link dev.cogo.gateway.limits.ClientAddress} is where a request came from, as {@link
 * dev.cogo.gateway.limits.TrustedProxies} see it.
 */
@NullMarked
package dev.cogo.gateway.limits;

import org.jspecify.annotations.NullMarked;
