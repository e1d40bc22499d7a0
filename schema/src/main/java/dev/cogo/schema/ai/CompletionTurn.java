package dev.cogo.schema.ai;

/**
 * What one side said in a conversation that a program keeps itself.
 *
 * @param byModel whether the model said it
 */
public record CompletionTurn(boolean byModel, String text) {}
