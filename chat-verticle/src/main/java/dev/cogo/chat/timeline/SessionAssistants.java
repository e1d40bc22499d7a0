package dev.cogo.chat.timeline;

import dev.cogo.chat.timeline.RunInsert.Asking;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.schema.ai.RunTrigger;
import dev.cogo.schema.assistant.AssistantHandle;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.PostMessage;
import dev.cogo.schema.session.AiMode;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The assistants that messages of a session may ask by themselves: those among its members, and the built-in one. Whether the authors
 * may is the AI's to decide, when it begins.
 *
 * @param members how many of the session's members are assistants, those that are disabled among them
 */
record SessionAssistants(List<Candidate> candidates, int members) {
    /** So many a person's message asks at most, and each answer one more: a message counts once, whomever it names. */
    private static final int MAX_ASKED = 4;

    // Assistants are few and members may be many; so each assistant is looked up among the members by the primary key.
    private static final String READ = """
            SELECT s.session_id, a.id, a.handle, a.enabled, m.user_id IS NOT NULL AS member
            FROM unnest($1::uuid[]) AS s (session_id)
            CROSS JOIN assistants a
            LEFT JOIN LATERAL (
                SELECT user_id, joined_at FROM session_members m
                WHERE m.session_id = s.session_id AND m.user_id = a.id LIMIT 1) m ON true
            WHERE m.user_id IS NOT NULL OR a.built_in AND a.enabled
            ORDER BY s.session_id, m.joined_at, a.id""";

    /** One that can be asked. */
    record Candidate(UUID id, AssistantHandle handle, boolean member) {}

    /** Those of the sessions of a batch in which a message may ask; the others are left out, and cost nothing. */
    static Map<UUID, SessionAssistants> read(
            Statements statements, List<TimelineEntry> batch, Map<UUID, LockedSession> sessions) {
        UUID[] asking = batch.stream()
                .filter(entry -> entry instanceof Submission submission
                        && mayAsk(submission, sessions.get(submission.sessionId())))
                .map(TimelineEntry::sessionId)
                .distinct()
                .toArray(UUID[]::new);
        Map<UUID, SessionAssistants> found = new HashMap<>();
        if (asking.length > 0) {
            Map<UUID, List<Row>> rows = statements.query(READ, (Object) asking).stream()
                    .collect(Collectors.groupingBy(row -> row.getUUID("session_id")));
            rows.forEach((session, its) -> found.put(session, of(its)));
        }
        return found;
    }

    private static boolean mayAsk(Submission submission, @Nullable LockedSession session) {
        return session != null
                && session.aiMode() != AiMode.EXPLICIT
                && !submission.asksNobody()
                && (session.aiMode() == AiMode.ALWAYS
                        || submission.messages().stream()
                                .anyMatch(message -> message.replyTo() != null
                                        || message.mentions() != null
                                        || AssistantHandle.hasSign(message.content())));
    }

    private static SessionAssistants of(List<Row> rows) {
        List<Candidate> candidates = rows.stream()
                .filter(row -> row.getBoolean("enabled"))
                .map(row -> new Candidate(
                        row.getUUID("id"), new AssistantHandle(row.getString("handle")), row.getBoolean("member")))
                .toList();
        long members = rows.stream().filter(row -> row.getBoolean("member")).count();
        return new SessionAssistants(candidates, (int) members);
    }

    /**
     * Whom a new message asks, and by what.
     *
     * @param repliesTo the assistant whose message it replies to; null when it is none's
     */
    List<Asking> asked(Submission submission, LockedSession session, Message message, @Nullable UUID repliesTo) {
        PostMessage.By by = submission.by();
        if (submission.asksNobody()) {
            return List.of();
        } else if (by != null) {
            return by.depth() < PostMessage.MAX_DEPTH ? named(message, by.askerId(), by.depth() + 1, 1) : List.of();
        }
        UUID author = submission.userId();
        if (author == null || candidates.stream().anyMatch(one -> one.id().equals(author))) {
            return List.of();
        }
        List<Asking> named = named(message, author, 0, MAX_ASKED);
        if (!named.isEmpty()) {
            return named;
        }
        List<Candidate> replied =
                candidates.stream().filter(one -> one.id().equals(repliesTo)).toList();
        if (!replied.isEmpty()) {
            return asking(replied, message, author, 0, RunTrigger.REPLY);
        }
        boolean alone = session.memberCount() - members == 1;
        return session.aiMode() == AiMode.ALWAYS && alone
                ? asking(own(), message, author, 0, RunTrigger.ALWAYS)
                : List.of();
    }

    /** Those that are members; the built-in one where none is. */
    private List<Candidate> own() {
        List<Candidate> own = candidates.stream().filter(Candidate::member).toList();
        return (own.isEmpty() ? candidates : own).stream().limit(MAX_ASKED).toList();
    }

    private List<Asking> named(Message message, UUID asker, int depth, int most) {
        Set<UUID> listed = message.mentions() == null ? Set.of() : Set.copyOf(message.mentions());
        List<Candidate> named = candidates.stream()
                .filter(one -> !one.id().equals(message.userId()))
                .filter(one -> listed.contains(one.id()) || one.handle().isNamedIn(message.content()))
                .limit(most)
                .toList();
        return asking(named, message, asker, depth, RunTrigger.MENTION);
    }

    private static List<Asking> asking(
            List<Candidate> asked, Message message, UUID asker, int depth, RunTrigger trigger) {
        List<Asking> asking = new ArrayList<>(asked.size());
        asked.forEach(one -> asking.add(new Asking(message, asker, one.id(), depth, trigger)));
        return asking;
    }
}
