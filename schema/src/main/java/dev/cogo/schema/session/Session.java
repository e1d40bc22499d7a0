package dev.cogo.schema.session;

import dev.cogo.schema.message.Message;
import dev.cogo.schema.record.BusRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session as one of its members sees it.
 *
 * @param language a BCP 47 tag for what the server says in it; null if each reader's own is to be used
 * @param ai whether the AI takes part
 * @param aiMode which messages ask it by themselves, while it takes part
 * @param whenBusy what becomes of such a message while its author's earlier one is being answered
 * @param lastActivity when the last message came, or when it was created
 * @param encrypted whether its messages are encrypted in the database; such a session has no AI and no search
 * @param slowModeSeconds how long a member waits between two messages; 0 for not at all
 * @param archivedAt since when nobody may write in it; null while they may
 * @param muted whether the caller gets no notifications of it
 * @param lastSeq the seq of the last event of the timeline; 0 before the first
 * @param lastReadSeq the caller's read mark
 * @param unread messages after the caller's read mark; a deleted one counts until it is passed
 * @param role the caller's
 * @param lastMessage null before the first; without content in a list when the session is encrypted
 * @param members at most {@link #SHOWN_MEMBERS}, the first to join first
 */
public record Session(
        UUID id,
        SessionKind kind,
        @Nullable String title,
        @Nullable String language,
        boolean ai,
        AiMode aiMode,
        WhenBusy whenBusy,
        boolean encrypted,
        int slowModeSeconds,
        @Nullable Instant archivedAt,
        boolean muted,
        @Nullable UUID createdBy,
        Instant createdAt,
        Instant lastActivity,
        long lastSeq,
        long lastReadSeq,
        long unread,
        MemberRole role,
        long memberCount,
        List<Member> members,
        @Nullable Message lastMessage)
        implements BusRecord {
    public static final int SHOWN_MEMBERS = 100;

    public Session {
        members = List.copyOf(members);
    }
}
