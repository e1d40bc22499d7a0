/**
 * The built-in provider for a server without a key, and the server's own sentences in many languages: {@link
 * dev.cogo.ai.offline.OfflineProvider}, {@link dev.cogo.ai.offline.Phrases}.
 */
@NullMarked
package dev.cogo.ai.offline;

import org.jspecify.annotations.NullMarked;
