package dev.cogo.schema.assistant;

import org.jspecify.annotations.Nullable;

/**
 * What an account has that is an assistant's.
 *
 * @param avatar an emoji, or the address of a picture
 */
public record AssistantBadge(String handle, @Nullable String avatar) {}
