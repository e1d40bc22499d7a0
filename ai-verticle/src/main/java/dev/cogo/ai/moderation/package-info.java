/**
 * An operator's own word on what the AI is asked and what it writes: {@link dev.cogo.ai.moderation.ModeratedProvider} asks their
 * service before and after a call.
 */
@NullMarked
package dev.cogo.ai.moderation;

import org.jspecify.annotations.NullMarked;
