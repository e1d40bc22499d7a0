/**
 * The door for whatever speaks OpenAI: chat completions and responses, of the house's model. Requests are read by
 * {@link dev.cogo.gateway.http.openai.ChatCompletionRequest} and {@link dev.cogo.gateway.http.openai.ResponseRequest}, answers are written by
 * the formats; {@link dev.cogo.gateway.http.openai.OpenAiOperations} is the way in.
 */
@NullMarked
package dev.cogo.gateway.http.openai;

import org.jspecify.annotations.NullMarked;
