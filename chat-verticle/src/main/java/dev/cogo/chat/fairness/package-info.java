/** Keeps what one user asks for from standing in the way of the others. */
@NullMarked
package dev.cogo.chat.fairness;

import org.jspecify.annotations.NullMarked;
