/**
 * How much is under way at once (a bulkhead without a queue): {@link dev.cogo.ai.limits.Capacity} admits work or refuses it
 * before anything is stored.
 */
@NullMarked
package dev.cogo.ai.limits;

import org.jspecify.annotations.NullMarked;
