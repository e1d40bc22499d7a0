package dev.cogo.chat.timeline;

import dev.cogo.schema.message.MessageType;
import dev.cogo.schema.message.NewMessage;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.message.SendMessages;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one sender wants stored in one session, whole or not at all.
 *
 * @param userId the member who writes; null for a service of the server, which needs no membership
 * @param asksNobody see {@link SendMessages}
 * @param by the assistant whose message it is, of a service's; null for none
 */
record Submission(
        UUID sessionId,
        @Nullable UUID userId,
        MessageType type,
        List<NewMessage> messages,
        boolean asksNobody,
        PostMessage.@Nullable By by)
        implements TimelineEntry {
    /** Stands for the server's services where a column can't be null. */
    static final UUID SERVICE = new UUID(0, 0);

    static Submission of(SendMessages request) {
        return new Submission(
                request.sessionId(),
                request.userId(),
                MessageType.TEXT,
                request.messages(),
                request.asksNobody(),
                null);
    }

    static Submission of(PostMessage request) {
        return new Submission(
                request.sessionId(),
                null,
                request.messageType(),
                List.of(request.message()),
                request.by() == null,
                request.by());
    }

    /** Whose messages these are; null when nobody's. */
    @Nullable
    UUID author() {
        return by == null ? userId : by.assistantId();
    }

    /** Whose {@code clientMessageId}s these are. */
    UUID keeper() {
        UUID author = author();
        return author == null ? SERVICE : author;
    }

    @Override
    public int checks() {
        return messages.size();
    }

    @Override
    public int weight() {
        return messages.stream()
                .mapToInt(message -> message.content().length() + NewMessage.MAX_METADATA_BYTES / 8)
                .sum();
    }

    @Override
    public boolean changesRights() {
        return false;
    }
}
