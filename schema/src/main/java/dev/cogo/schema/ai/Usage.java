package dev.cogo.schema.ai;

/** What a provider counted, in tokens. */
public record Usage(int promptTokens, int outputTokens, int totalTokens) {}
