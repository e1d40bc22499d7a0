/** What agents ask in the middle of a task, and people answer: {@link dev.cogo.agentbridge.questions.Questions}. */
@NullMarked
package dev.cogo.agentbridge.questions;

import org.jspecify.annotations.NullMarked;
