/** Google's Gemini as a provider: its wire, its retries, its models. */
@NullMarked
package dev.cogo.ai.gemini;

import org.jspecify.annotations.NullMarked;
