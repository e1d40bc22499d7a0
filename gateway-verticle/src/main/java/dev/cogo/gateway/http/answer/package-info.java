/**
 * Answers of the AI on their way to who asked: {@link dev.cogo.gateway.http.answer.AnswerStreams} asks and hears the pieces, an
 * {@link dev.cogo.gateway.http.answer.AnswerFormat} writes them as one kind of client reads them.
 */
@NullMarked
package dev.cogo.gateway.http.answer;

import org.jspecify.annotations.NullMarked;
