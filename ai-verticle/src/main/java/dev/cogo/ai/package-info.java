/**
 * Answers and greetings of the AI.
 *
 * <p>A request becomes a row before it becomes work, so that another node can finish it. The prompt is put together from the
 * session, the cache is asked, then the provider; each call is written to the ledger with its model, tokens, time and error.
 * Without a key for a provider a built-in one greets, and says that no model is connected.
 *
 * <p>The way in is {@link dev.cogo.ai.AiVerticle}; a question's way is {@link dev.cogo.ai.answer.AnswerService}, a provider's
 * shape {@link dev.cogo.ai.provider.Provider}.
 */
@NullMarked
package dev.cogo.ai;

import org.jspecify.annotations.NullMarked;
