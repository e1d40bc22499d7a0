package dev.cogo.chat.message;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.message.Flush.Check;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.NewMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gives each new message of a transaction its seq and time, and each repeated one the message that stands for it. */
final class FlushPlan {
    private final Map<UUID, SessionTip> tips;
    private final Map<Position, Message> stored;
    private final Map<MessageKey, Message> placed = new HashMap<>();
    private final List<Message> fresh = new ArrayList<>();

    /**
     * @param tips the locked sessions
     * @param stored the messages that some of the submitted ones repeat
     */
    FlushPlan(Map<UUID, SessionTip> tips, Map<Position, Message> stored) {
        this.tips = tips;
        this.stored = stored;
    }

    /** The messages to store, of all submissions. */
    List<Message> fresh() {
        return fresh;
    }

    /** Decides on one submission; a refused one leaves no trace. {@code checks} stand in the order of its messages. */
    Outcome place(Submission submission, List<Check> checks) {
        SessionTip tip = tips.get(submission.sessionId());
        if (tip == null || (submission.userId() != null && !checks.getFirst().member())) {
            return new Outcome.Refused(SessionAccess.notFound());
        }
        for (int i = 0; i < checks.size(); i++) {
            Check check = checks.get(i);
            NewMessage message = submission.messages().get(i);
            if (check.known() != null && !stored.containsKey(check.known())) {
                return refused("the message that was stored first is no longer kept");
            } else if (isNew(submission, message, check) && message.replyTo() != null && !check.replyKnown()) {
                return refused("there is no message to reply to");
            }
        }
        int before = fresh.size();
        List<Message> messages = new ArrayList<>(checks.size());
        for (int i = 0; i < checks.size(); i++) {
            messages.add(place(submission, submission.messages().get(i), checks.get(i), tip));
        }
        return new Outcome.Stored(messages, List.copyOf(fresh.subList(before, fresh.size())));
    }

    private boolean isNew(Submission submission, NewMessage message, Check check) {
        return check.known() == null && !placed.containsKey(MessageKey.of(submission, message));
    }

    private Message place(Submission submission, NewMessage message, Check check, SessionTip tip) {
        Message first =
                check.known() == null ? placed.get(MessageKey.of(submission, message)) : stored.get(check.known());
        if (first != null) {
            return first;
        }
        Message created = new Message(
                Ids.next(),
                tip.nextSeq(),
                submission.sessionId(),
                submission.userId(),
                message.content(),
                submission.type(),
                tip.time(check.clock()),
                message.clientMessageId(),
                message.replyTo(),
                message.metadata());
        fresh.add(created);
        if (message.clientMessageId() != null) {
            placed.put(MessageKey.of(submission, message), created);
        }
        return created;
    }

    private static Outcome refused(String detail) {
        return new Outcome.Refused(new CogoException(ErrorCode.MESSAGE_NOT_FOUND, detail));
    }

    /** A message's place in the database. */
    record Position(UUID sessionId, long seq) {}

    /** What makes a message a repeated one; never that of a message without a clientMessageId, which is always new. */
    record MessageKey(UUID sessionId, UUID author, @Nullable String clientMessageId) {
        static MessageKey of(Submission submission, NewMessage message) {
            return new MessageKey(submission.sessionId(), submission.author(), message.clientMessageId());
        }
    }

    /** The end of a locked session. */
    static final class SessionTip {
        private long seq;
        private Instant time;

        SessionTip(long lastSeq, Instant lastActivity) {
            this.seq = lastSeq;
            this.time = lastActivity;
        }

        long nextSeq() {
            return ++seq;
        }

        /** The database's clock, but never before the session's last message: history must not seem to go backwards. */
        Instant time(Instant clock) {
            time = clock.isAfter(time) ? clock : time;
            return time;
        }
    }
}
