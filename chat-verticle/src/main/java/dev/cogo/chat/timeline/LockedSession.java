package dev.cogo.chat.timeline;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.ChannelEvent;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.SessionKind;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session whose row is locked until the transaction ends: nobody else changes it, its members or its timeline meanwhile.
 * It gives out the seqs.
 */
public final class LockedSession {
    /** The columns of {@code user_chat_sessions} that one is made of. */
    static final String COLUMNS = "session_id, kind, last_seq, message_count, last_activity, encrypted, archived_at,"
            + " slow_mode_seconds, blocked, ai, ai_mode, member_count";

    private final UUID id;
    private final SessionKind kind;
    private final boolean encrypted;
    private final boolean archived;
    private final int slowModeSeconds;
    private final boolean blocked;
    private final boolean ai;
    private final AiMode aiMode;
    private final int memberCount;
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<ChannelEvent> told = new ArrayList<>();
    private long seq;
    private long messages;
    private Instant lastActivity;
    private Instant time;
    private boolean changed;

    LockedSession(Row row) {
        this.id = row.getUUID("session_id");
        this.kind = SessionKind.of(row.getString("kind"));
        this.seq = row.getLong("last_seq");
        this.messages = row.getLong("message_count");
        this.lastActivity = row.getOffsetDateTime("last_activity").toInstant();
        this.time = lastActivity;
        this.encrypted = row.getBoolean("encrypted");
        OffsetDateTime archivedAt = row.getOffsetDateTime("archived_at");
        this.archived = archivedAt != null;
        this.slowModeSeconds = row.getInteger("slow_mode_seconds");
        this.blocked = row.getBoolean("blocked");
        this.ai = row.getBoolean("ai") && !encrypted;
        this.aiMode = ai ? AiMode.of(row.getString("ai_mode")) : AiMode.EXPLICIT;
        this.memberCount = row.getInteger("member_count");
    }

    public UUID id() {
        return id;
    }

    public SessionKind kind() {
        return kind;
    }

    public boolean encrypted() {
        return encrypted;
    }

    /** Whether nobody may write in it any more. */
    public boolean archived() {
        return archived;
    }

    public int slowModeSeconds() {
        return slowModeSeconds;
    }

    /** Whether one of the two of a direct session has blocked the other. */
    public boolean blocked() {
        return blocked;
    }

    /** Whether the AI takes part. */
    public boolean ai() {
        return ai;
    }

    /** Which messages ask the AI by themselves: none when it takes no part. */
    AiMode aiMode() {
        return aiMode;
    }

    /** How many members there were when the transaction began. */
    int memberCount() {
        return memberCount;
    }

    /** The seq of the last event, this transaction's included. */
    public long lastSeq() {
        return seq;
    }

    /** How many messages there are, this transaction's included. */
    public long messageCount() {
        return messages;
    }

    /** The database's clock as of this transaction, but never before the session's last message. */
    public Instant time() {
        return time;
    }

    /**
     * Puts an event on the timeline whose payload is kept with it.
     *
     * @param by who did it; null for the server
     * @return its seq
     */
    public long publish(EventName event, @Nullable UUID by, Object payload) {
        return add(event, by, null, payload, payload);
    }

    /**
     * Puts an event on the timeline that is about a message.
     *
     * @param kept what is kept of the payload; null when it is the message itself, which a reader takes from history
     * @param payload what the channel hears now
     * @return its seq
     */
    public long publish(EventName event, @Nullable UUID by, long messageSeq, @Nullable Object kept, Object payload) {
        return add(event, by, messageSeq, kept, payload);
    }

    private long add(
            EventName event, @Nullable UUID by, @Nullable Long messageSeq, @Nullable Object kept, Object payload) {
        changed = true;
        seq++;
        events.add(new StoredEvent(id, seq, event, by, messageSeq, kept, time));
        told.add(new ChannelEvent(event, new Channel.OfSession(id), seq, payload));
        return seq;
    }

    /** The place of a new message; {@code lastActivity} goes along. */
    Place nextMessage() {
        changed = true;
        seq++;
        messages++;
        lastActivity = time;
        return new Place(seq, messages);
    }

    /** Sets the clock; a session's time never goes backwards. */
    void at(Instant clock) {
        time = clock.isAfter(time) ? clock : time;
    }

    Instant lastActivity() {
        return lastActivity;
    }

    boolean changed() {
        return changed;
    }

    /** What this transaction puts on the timeline beside messages. */
    List<StoredEvent> events() {
        return events;
    }

    /** Where the events stand now; {@link #back} returns there, {@link #since} gives what came after. */
    int mark() {
        return told.size();
    }

    /** Takes back the events since a mark; they must be the last of the timeline. */
    void back(int mark) {
        seq -= told.size() - mark;
        events.subList(mark, events.size()).clear();
        told.subList(mark, told.size()).clear();
    }

    List<ChannelEvent> since(int mark) {
        return List.copyOf(told.subList(mark, told.size()));
    }

    /** A new message's seq, and its number among the session's messages. */
    record Place(long seq, long number) {}

    /** A row of {@code session_events}. */
    record StoredEvent(
            UUID sessionId,
            long seq,
            EventName event,
            @Nullable UUID by,
            @Nullable Long messageSeq,
            @Nullable Object kept,
            Instant timestamp) {}
}
