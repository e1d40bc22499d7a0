/**
 * Answers that were given before, in {@code ai_response_cache} (cache-aside, as a decorator around the provider): begin with
 * {@link dev.cogo.ai.cache.CachedProvider}.
 */
@NullMarked
package dev.cogo.ai.cache;

import org.jspecify.annotations.NullMarked;
