/**
 * Google's Gemini as a provider: its wire, its retries (exponential back-off with the server's hints), its models in order
 * of preference. {@link dev.cogo.ai.gemini.GeminiProvider} is the way in; a stream is read by {@code SseParser}.
 */
@NullMarked
package dev.cogo.ai.gemini;

import org.jspecify.annotations.NullMarked;
