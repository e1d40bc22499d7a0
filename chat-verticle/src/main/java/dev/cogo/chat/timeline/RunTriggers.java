package dev.cogo.chat.timeline;

import dev.cogo.chat.assistant.AssistantHandle;
import dev.cogo.schema.ai.RunTrigger;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.session.AiMode;
import org.jspecify.annotations.Nullable;

/** Which messages ask the AI by themselves. Whether their authors may is the AI's to decide, when it begins. */
record RunTriggers(AssistantHandle handle) {
    /** By what a new message asks; null when it does not. */
    @Nullable
    RunTrigger of(Submission submission, LockedSession session, NewMessage message, LookupResult check) {
        if (submission.userId() == null || submission.asksNobody() || session.aiMode() == AiMode.EXPLICIT) {
            return null;
        } else if (handle.isNamedIn(message.content())) {
            return RunTrigger.MENTION;
        } else if (check.repliesToAi()) {
            return RunTrigger.REPLY;
        }
        return session.aiMode() == AiMode.ALWAYS && session.memberCount() == 1 ? RunTrigger.ALWAYS : null;
    }
}
