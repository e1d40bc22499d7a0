/** Answers to questions of a session, from the question's message to the answer's. */
@NullMarked
package dev.cogo.ai.answer;

import org.jspecify.annotations.NullMarked;
