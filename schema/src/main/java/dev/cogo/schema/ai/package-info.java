/**
 * What is asked of the AI ({@link dev.cogo.schema.ai.RequestAnswer}, {@link dev.cogo.schema.ai.RequestGreeting}) and what it
 * answers, as a whole or piece by piece.
 */
@NullMarked
package dev.cogo.schema.ai;

import org.jspecify.annotations.NullMarked;
