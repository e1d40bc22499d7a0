/**
 * Assistants: the AI as accounts with a handle, a name and ways of their own. Operators make them ({@link
 * dev.cogo.schema.assistant.AssistantSettings}), members see {@link dev.cogo.schema.assistant.AssistantCard}.
 */
@NullMarked
package dev.cogo.schema.assistant;

import org.jspecify.annotations.NullMarked;
