/**
 * The chat as this module needs it, over the bus: {@link dev.cogo.ai.chat.ChatClient} reads a session's history and posts
 * answers, repeatable by their {@code clientMessageId}.
 */
@NullMarked
package dev.cogo.ai.chat;

import org.jspecify.annotations.NullMarked;
