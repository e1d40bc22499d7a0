package dev.cogo.schema.agent;

/** Why a task failed: a stable code ({@code agent_unreachable}, {@code agent_rejected}, {@code agent_bad_answer}, {@code agent_timeout}, {@code agent_error}) and a sentence. */
public record TaskError(String code, String message) {}
