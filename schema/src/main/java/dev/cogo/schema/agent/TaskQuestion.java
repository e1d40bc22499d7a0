package dev.cogo.schema.agent;

/** What an agent wants to know before it goes on. */
public record TaskQuestion(String inputId, String text, AnswerBy answerBy) {}
