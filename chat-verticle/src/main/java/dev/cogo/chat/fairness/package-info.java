/**
 * Keeps what one user asks for from standing in the way of the others: a bulkhead with a fair queue by user. {@link
 * dev.cogo.chat.fairness.Bulkhead} is the way in.
 */
@NullMarked
package dev.cogo.chat.fairness;

import org.jspecify.annotations.NullMarked;
