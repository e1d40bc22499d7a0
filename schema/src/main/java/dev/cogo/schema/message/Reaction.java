package dev.cogo.schema.message;

/**
 * How many members reacted to a message with the same sign.
 *
 * @param mine whether the reader is one of them
 */
public record Reaction(String emoji, long count, boolean mine) {}
