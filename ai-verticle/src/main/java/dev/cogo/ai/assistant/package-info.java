/**
 * Assistants, in the table {@code assistants}: {@link dev.cogo.ai.assistant.AssistantRegistry} is the operators', {@link
 * dev.cogo.ai.assistant.Assistants} finds who answers.
 */
@NullMarked
package dev.cogo.ai.assistant;

import org.jspecify.annotations.NullMarked;
