/**
 * One model that can be asked, and what becomes of one call to it. {@link dev.cogo.ai.model.ChatModel} is the shape; a
 * dialect reads its events into a {@link dev.cogo.ai.model.StreamedAnswer}, which knows what they mean for us.
 */
@NullMarked
package dev.cogo.ai.model;

import org.jspecify.annotations.NullMarked;
