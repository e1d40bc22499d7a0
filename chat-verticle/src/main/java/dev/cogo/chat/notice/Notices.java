package dev.cogo.chat.notice;

import dev.cogo.chat.timeline.AfterCommit;
import dev.cogo.runtime.channel.ChannelPublisher;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.channel.EventName;
import dev.cogo.schema.event.Notification;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.text.Characters;
import io.vertx.core.Context;
import io.vertx.sqlclient.Row;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells members of new messages that mention them, by id or by {@code @name}, or that reply to theirs. Each hears of a message
 * once; not who wrote it, not who muted the session, not who blocked the writer.
 *
 * <p>It works behind the writer and never holds it up: messages wait in a bounded queue, and what comes beyond it makes no
 * notice. A notice is a hint; what is unread stands in the session. Confined to its verticle's context.
 */
public final class Notices implements AfterCommit {
    /** Messages that may wait; a few seconds' work. */
    static final int MAX_WAITING = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);

    /** How many a message can reach: more than it can mention by id, and a bound on what a common name means. */
    private static final long MAX_FOUND = 200;

    private static final String MENTION = "mention";
    private static final String REPLY = "reply";

    // Who is meant comes first, by primary key, by accounts_display_name and by chat_messages_history_id; then what
    // they
    // are in the session. lower() on both sides is PostgreSQL's, which the index is made of.
    private static final String FIND = """
            SELECT m.user_id, m.name, m.replied, s.encrypted, w.display_name
            FROM (SELECT u AS user_id, NULL AS name, false AS replied FROM unnest($3::uuid[]) u
                  UNION ALL
                  SELECT a.id, n, false FROM unnest($4::text[]) n JOIN accounts a ON lower(a.display_name) = lower(n)
                  UNION ALL
                  SELECT h.user_id, NULL, true FROM chat_messages_history h WHERE h.id = $5 AND h.session_id = $1) m
            JOIN session_members me ON me.session_id = $1 AND me.user_id = m.user_id
            JOIN user_chat_sessions s ON s.session_id = $1
            LEFT JOIN accounts w ON w.id = $2
            WHERE m.user_id IS DISTINCT FROM $2 AND NOT me.muted
              AND NOT EXISTS (SELECT 1 FROM user_blocks b WHERE b.user_id = m.user_id AND b.blocked_id = $2)
            LIMIT $6""";

    private final Context context;
    private final Database database;
    private final ChannelPublisher publisher;
    private final Deque<Message> queue = new ArrayDeque<>();
    private boolean working;
    private boolean closed;
    private long dropped;

    public Notices(Context context, Database database, ChannelPublisher publisher) {
        this.context = context;
        this.database = database;
        this.publisher = publisher;
    }

    /** Takes stored messages; returns at once. */
    @Override
    public void stored(List<Message> messages) {
        for (Message message : messages) {
            if (message.mentions() == null && message.replyTo() == null && !NamesInText.hasSign(message.content())) {
                continue;
            }
            if (queue.size() >= MAX_WAITING) {
                dropped++;
            } else if (!closed) {
                queue.add(message);
            }
        }
        if (!working && !queue.isEmpty()) {
            working = true;
            context.runOnContext(v -> work());
        }
    }

    /** Lets go of what waits. */
    public void close() {
        closed = true;
        queue.clear();
    }

    private void work() {
        for (Message next = queue.poll(); next != null; next = queue.poll()) {
            try {
                publish(next);
            } catch (Throwable e) { // await also throws checked exceptions
                LOG.warn("nobody was notified of message {}: {}", next.id(), e.toString());
            }
        }
        working = false;
        if (dropped > 0) {
            LOG.warn("{} messages made no notices: more than {} were waiting", dropped, MAX_WAITING);
            dropped = 0;
        }
    }

    private void publish(Message message) {
        List<List<String>> signs = NamesInText.candidates(message.content());
        Found found = find(message, signs);
        Map<UUID, String> reasons = new LinkedHashMap<>();
        found.listed().forEach(user -> reasons.put(user, MENTION));
        // The longest name that is somebody's: "@Ann Lee" means Ann Lee, though there is an Ann too.
        signs.forEach(candidates -> candidates.stream()
                .filter(found.named()::containsKey)
                .findFirst()
                .ifPresent(name -> found.named().get(name).forEach(user -> reasons.put(user, MENTION))));
        if (found.replied() != null) {
            reasons.putIfAbsent(found.replied(), REPLY);
        }
        reasons.forEach((user, reason) -> publisher.publish(
                new Channel.OfUser(user), EventName.NOTIFICATION, notification(message, reason, found)));
    }

    private Found find(Message message, List<List<String>> signs) {
        Found found = new Found();
        for (Row row : database.query(
                FIND,
                message.sessionId(),
                message.userId(),
                message.mentions() == null ? new UUID[0] : message.mentions().toArray(UUID[]::new),
                signs.stream().flatMap(List::stream).distinct().toArray(String[]::new),
                message.replyTo(),
                MAX_FOUND)) {
            found.add(row);
        }
        return found;
    }

    private static Notification notification(Message message, String reason, Found found) {
        return new Notification(
                reason,
                message.sessionId(),
                message.id(),
                message.seq(),
                message.userId(),
                found.writer(),
                found.encrypted() ? null : Characters.beginning(message.content(), Notification.MAX_PREVIEW),
                message.timestamp());
    }

    /** The members whom a message is meant for, and what the rows say of the session and the writer. */
    private static final class Found {
        private final Set<UUID> listed = new HashSet<>();
        private final Map<String, Set<UUID>> named = new LinkedHashMap<>();
        private @Nullable UUID replied;
        private @Nullable String writer;
        private boolean encrypted = true;

        void add(Row row) {
            UUID user = row.getUUID("user_id");
            String name = row.getString("name");
            if (name != null) {
                named.computeIfAbsent(name, n -> new HashSet<>()).add(user);
            } else if (row.getBoolean("replied")) {
                replied = user;
            } else {
                listed.add(user);
            }
            writer = row.getString("display_name");
            encrypted = row.getBoolean("encrypted");
        }

        Set<UUID> listed() {
            return listed;
        }

        Map<String, Set<UUID>> named() {
            return named;
        }

        @Nullable
        UUID replied() {
            return replied;
        }

        @Nullable
        String writer() {
            return writer;
        }

        boolean encrypted() {
            return encrypted;
        }
    }
}
