/** Texts for programs that keep their conversation themselves: {@link dev.cogo.ai.completion.CompletionService}. */
@NullMarked
package dev.cogo.ai.completion;

import org.jspecify.annotations.NullMarked;
