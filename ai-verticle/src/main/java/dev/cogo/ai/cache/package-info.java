/** Answers that were given before, in {@code ai_response_cache}. */
@NullMarked
package dev.cogo.ai.cache;

import org.jspecify.annotations.NullMarked;
