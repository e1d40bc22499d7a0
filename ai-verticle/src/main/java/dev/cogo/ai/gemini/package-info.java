/** Google's Gemini: its wire, and what its reasons and counts mean. {@link dev.cogo.ai.gemini.GeminiModel} is the way in. */
@NullMarked
package dev.cogo.ai.gemini;

import org.jspecify.annotations.NullMarked;
