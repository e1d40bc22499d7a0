package dev.cogo.chat.timeline;

import dev.cogo.chat.access.Permission;
import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.timeline.RunInsert.Asking;
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
final class BatchPlan {
    private final DuplicateMessages stored;
    private final boolean canSeal;
    private final Map<UUID, SessionAssistants> assistants;
    private final Map<MessageKey, Message> placed = new HashMap<>();
    private final Map<Writer, Instant> sent = new HashMap<>();
    private final List<FreshMessage> fresh = new ArrayList<>();
    private final List<Asking> asking = new ArrayList<>();

    /**
     * @param stored the messages that some of the submitted ones repeat
     * @param canSeal whether messages of encrypted sessions can be written
     * @param assistants those of the sessions in which messages ask by themselves
     */
    BatchPlan(DuplicateMessages stored, boolean canSeal, Map<UUID, SessionAssistants> assistants) {
        this.stored = stored;
        this.canSeal = canSeal;
        this.assistants = assistants;
    }

    /** The messages to store, of all submissions. */
    List<FreshMessage> fresh() {
        return fresh;
    }

    /** Those of them that ask the AI. */
    List<Asking> asking() {
        return asking;
    }

    /**
     * Decides on one submission; a refused one leaves no trace.
     *
     * @param checks in the order of its messages
     * @throws CogoException the refusal
     */
    Outcome.Stored place(Submission submission, LockedSession session, List<LookupResult> checks) {
        // What a service posts needs no membership, whoever's it is.
        Caller caller = submission.userId() == null ? null : checks.getFirst().caller();
        if (submission.userId() != null && caller == null) {
            throw SessionAccess.notFound();
        }
        int news = 0;
        for (int i = 0; i < checks.size(); i++) {
            LookupResult check = checks.get(i);
            NewMessage message = submission.messages().get(i);
            if (check.known() != null) {
                stored.get(check.known()); // it must be there, and readable
            } else if (isNew(submission, message, check)) {
                news++;
                if (message.replyTo() != null && !check.replyKnown()) {
                    throw noMessage("there is no message to reply to");
                }
            }
        }
        if (news > 0) {
            checkRight(submission, session, caller, news);
        }
        int before = fresh.size();
        int askedBefore = asking.size();
        List<Message> messages = new ArrayList<>(checks.size());
        for (int i = 0; i < checks.size(); i++) {
            messages.add(place(submission, submission.messages().get(i), checks.get(i), session));
        }
        List<Message> added = fresh.subList(before, fresh.size()).stream()
                .map(FreshMessage::message)
                .toList();
        return new Outcome.Stored(messages, added, asking.size() > askedBefore);
    }

    // What the server has to say of finished work is said in an archived session too: nobody could ask for it again.
    private void checkRight(Submission submission, LockedSession session, @Nullable Caller caller, int news) {
        if (session.encrypted() && !canSeal) {
            throw new CogoException(ErrorCode.ENCRYPTION_UNAVAILABLE, "this server has no key for encrypted sessions");
        }
        if (caller != null) {
            WritingRules.check(Permission.SEND, session, caller);
            Writer writer = new Writer(session.id(), caller.userId());
            WritingRules.checkSlowMode(session, caller, sent.getOrDefault(writer, caller.lastSentAt()), news);
            sent.put(writer, session.time());
        }
    }

    private boolean isNew(Submission submission, NewMessage message, LookupResult check) {
        return check.known() == null && !placed.containsKey(MessageKey.of(submission, message));
    }

    private Message place(Submission submission, NewMessage message, LookupResult check, LockedSession session) {
        MessageKey key = MessageKey.of(submission, message);
        Message first = check.known() == null ? placed.get(key) : stored.get(check.known());
        if (first != null) {
            return first;
        }
        LockedSession.Place place = session.nextMessage();
        Message created = new Message(
                Ids.next(),
                place.seq(),
                submission.sessionId(),
                submission.author(),
                message.content(),
                submission.type(),
                session.time(),
                message.clientMessageId(),
                message.replyTo(),
                message.metadata(),
                message.mentions(),
                null,
                null,
                null,
                null,
                null,
                false);
        fresh.add(new FreshMessage(created, place.number(), session.encrypted()));
        SessionAssistants there = assistants.get(session.id());
        if (there != null) {
            asking.addAll(there.asked(submission, session, created, check.repliesToAi()));
        }
        if (message.clientMessageId() != null) {
            placed.put(key, created);
        }
        return created;
    }

    private static CogoException noMessage(String detail) {
        return new CogoException(ErrorCode.MESSAGE_NOT_FOUND, detail);
    }

    /** A message's place in the database. */
    record Position(UUID sessionId, long seq) {}

    /**
     * A message to store.
     *
     * @param number its place among the session's messages
     * @param encrypted whether what it says is to be sealed
     */
    record FreshMessage(Message message, long number, boolean encrypted) {}

    private record Writer(UUID sessionId, UUID userId) {}

    /** What makes a message a repeated one; never that of a message without a clientMessageId, which is always new. */
    private record MessageKey(
            UUID sessionId, UUID author, @Nullable String clientMessageId) {
        static MessageKey of(Submission submission, NewMessage message) {
            return new MessageKey(submission.sessionId(), submission.keeper(), message.clientMessageId());
        }
    }
}
