package dev.cogo.ai.answer;

import dev.cogo.ai.run.Run;
import dev.cogo.schema.message.Message;

/** Hears of whole answers when they are in their sessions; must not wait. */
@FunctionalInterface
public interface AnswerListener {
    void answered(Run run, Message question, Message answer);
}
