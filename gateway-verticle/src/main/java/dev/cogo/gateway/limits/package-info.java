/**
 * How often clients may do what: token buckets (Bucket4j) that all nodes share. Doors ask {@link
 * dev.cogo.gateway.limits.RateLimits} before they pass a message on, and {@link dev.cogo.gateway.limits.AccountLimits}
 * before a password is looked at.
 */
@NullMarked
package dev.cogo.gateway.limits;

import org.jspecify.annotations.NullMarked;
