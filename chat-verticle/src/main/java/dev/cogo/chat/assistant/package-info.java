/** What the AI is called in messages: {@link dev.cogo.chat.assistant.AssistantHandle} finds its name in texts. */
@NullMarked
package dev.cogo.chat.assistant;

import org.jspecify.annotations.NullMarked;
