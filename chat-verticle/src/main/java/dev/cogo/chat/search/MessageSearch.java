package dev.cogo.chat.search;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.paging.TimeCursor;
import dev.cogo.chat.rows.MessageRows;
import dev.cogo.chat.rows.PageRows;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Pipeline;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.json.PageBytes;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.SearchMessages;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds messages by their words, in the sessions of who asks. */
public final class MessageSearch {
    /** In so many of the caller's sessions, those with the newest activity; a search in one session has no such bound. */
    static final long MAX_SESSIONS = 1_000;

    /** So many of the newest messages that are not indexed yet are looked through. */
    static final long MAX_FRESH = 1_000;

    /** In so many of the sessions; that more are written to within the indexer's lag is no person's life. */
    static final int MAX_FRESH_SESSIONS = 50;

    /** And no more text of them: a member may write so fast that the indexer's lag is full of it. */
    static final long MAX_FRESH_BYTES = 512 * 1024;

    /** How long a search may take in the database, with all its statements. A slow one is ended before it annoys others. */
    private static final Duration TIME = Duration.ofSeconds(3);

    // Before each statement, with what is left of the time. And each is planned for its own words: a plan for words in
    // general would read a big session's messages one by one.
    private static final String LIMITS = """
            SELECT set_config('statement_timeout', $1, true), set_config('plan_cache_mode', 'force_custom_plan', true)""";

    private static final String SESSIONS = """
            SELECT s.session_id, s.encrypted, s.last_activity > p.timestamp AS fresh, p.timestamp AS indexed
            FROM message_search_progress p, session_members me JOIN user_chat_sessions s USING (session_id)
            WHERE p.direction = 'forward' AND me.user_id = $1 AND ($2::uuid IS NULL OR me.session_id = $2)
            ORDER BY s.last_activity DESC LIMIT $3""";

    // The query names the sessions too (see Terms.ofSession), so that a common word costs no more than the caller's own
    // sessions hold of it. The second condition is the one that decides whose messages are seen.
    private static final String INDEXED = """
            SELECT * FROM (
            SELECT k.id AS found_id, k.timestamp AS found_at, m.*,
                   sum(%2$s) OVER (ORDER BY k.timestamp DESC, k.id DESC) AS bytes
            FROM (SELECT session_id, seq, id, timestamp FROM message_search
                  WHERE terms @@ $1::text::tsquery AND session_id = ANY($2::uuid[]) AND (timestamp, id) < ($3, $4)
                  ORDER BY timestamp DESC, id DESC LIMIT $5) k
            LEFT JOIN LATERAL (
                SELECT %1$s FROM chat_messages_history h
                WHERE h.session_id = k.session_id AND h.seq = k.seq AND h.timestamp = k.timestamp
                  AND h.deleted_at IS NULL AND h.key_id IS NULL LIMIT 1) m ON true
            ) f WHERE %3$s ORDER BY found_at DESC, found_id DESC""".formatted(MessageRows.COLUMNS, PageRows.LENGTH, PageRows.FIRST);

    // By the primary key of the newest partition alone. What was indexed at the very moment is found twice. Neither the
    // order nor the sum of the lengths reads a long text, which is stored apart.
    private static final String FRESH = """
            SELECT * FROM (
            SELECT m.id AS found_id, m.timestamp AS found_at, m.*,
                   sum(octet_length(m.content)) OVER (ORDER BY m.timestamp DESC, m.id DESC) AS bytes
            FROM unnest($1::uuid[]) AS s (session_id)
            CROSS JOIN LATERAL (
                SELECT %s FROM chat_messages_history h
                WHERE h.session_id = s.session_id AND h.timestamp >= $2 AND (h.timestamp, h.id) < ($3, $4)
                  AND h.deleted_at IS NULL AND h.key_id IS NULL
                ORDER BY h.seq DESC LIMIT $5) m
            ORDER BY m.timestamp DESC, m.id DESC LIMIT $5) f WHERE f.bytes <= $6""".formatted(MessageRows.COLUMNS);

    // PostgreSQL compares ids as bytes, Java's UUID as two signed numbers.
    private static final Comparator<Found> NEWEST_FIRST = Comparator.comparing(Found::at)
            .thenComparing(found -> found.id().toString())
            .reversed();

    private final Vertx vertx;
    private final Database database;
    private final MessageRows rows;

    public MessageSearch(Vertx vertx, Database database, MessageRows rows) {
        this.vertx = vertx;
        this.database = database;
        this.rows = rows;
    }

    /**
     * A page of what was found, newest first. Nothing is found in encrypted sessions.
     *
     * @throws CogoException {@code session_not_found}, {@code invalid_cursor}, {@code overloaded} when the search takes too long
     */
    public MessagePage search(SearchMessages request) {
        TimeCursor from = TimeCursor.decode(TimeCursor.Of.SEARCH, request.cursor(), TimeCursor.LATEST);
        SearchQuery query = SearchQuery.of(request.query());
        Seen seen = database.transaction(tx -> look(tx, request, query, from));
        Map<UUID, Found> found = new LinkedHashMap<>();
        seen.indexed().forEach(item -> found.put(item.id(), item));
        matching(query, seen.fresh()).forEach(item -> found.put(item.id(), item));
        return page(found, request.limit());
    }

    private Seen look(Pipeline tx, SearchMessages request, SearchQuery query, TimeCursor from) {
        long end = System.nanoTime() + TIME.toNanos();
        Scope scope = scope(query(tx, end, SESSIONS, request.userId(), request.sessionId(), MAX_SESSIONS));
        if (request.sessionId() != null && !scope.member()) {
            throw SessionAccess.notFound();
        } else if (query.isEmpty() || scope.sessions().isEmpty()) {
            return new Seen(List.of(), List.of());
        }
        List<Found> indexed = new ArrayList<>();
        for (Row row : query(
                tx,
                end,
                INDEXED,
                query.toTsquery(scope.sessions()),
                scope.sessions().toArray(UUID[]::new),
                from.time(),
                from.id(),
                request.limit() + 1L)) { // one more tells whether there is a next page
            indexed.add(found(row, row.getUUID("id") == null ? null : rows.read(row)));
        }
        List<Found> fresh = new ArrayList<>();
        if (!scope.fresh().isEmpty()) {
            for (Row row : query(
                    tx,
                    end,
                    FRESH,
                    scope.fresh().toArray(UUID[]::new),
                    scope.indexed(),
                    from.time(),
                    from.id(),
                    MAX_FRESH,
                    MAX_FRESH_BYTES)) {
                fresh.add(found(row, rows.read(row)));
            }
        }
        return new Seen(indexed, fresh);
    }

    private static RowSet<Row> query(Pipeline tx, long end, String sql, Object... arguments) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left < 1) {
            throw new CogoException(ErrorCode.OVERLOADED, "the search takes too long, try again with other words");
        }
        tx.send(LIMITS, Long.toString(left));
        return tx.query(sql, arguments);
    }

    /** On another thread: it is work, and the verticle's tasks wait for each other. */
    private List<Found> matching(SearchQuery query, List<Found> fresh) {
        if (fresh.isEmpty()) {
            return fresh;
        }
        return vertx.executeBlocking(
                        () -> fresh.stream()
                                .filter(item ->
                                        query.matches(Terms.of(item.message().content())))
                                .toList(),
                        false)
                .await();
    }

    private static Scope scope(RowSet<Row> found) {
        List<UUID> sessions = new ArrayList<>();
        List<UUID> fresh = new ArrayList<>();
        OffsetDateTime indexed = OffsetDateTime.MAX;
        for (Row row : found) {
            indexed = row.getOffsetDateTime("indexed");
            if (!row.getBoolean("encrypted")) {
                sessions.add(row.getUUID("session_id"));
                if (row.getBoolean("fresh") && fresh.size() < MAX_FRESH_SESSIONS) {
                    fresh.add(row.getUUID("session_id"));
                }
            }
        }
        return new Scope(found.size() > 0, sessions, fresh, indexed);
    }

    private static Found found(Row row, @Nullable Message message) {
        return new Found(row.getOffsetDateTime("found_at"), row.getUUID("found_id"), message);
    }

    private static MessagePage page(Map<UUID, Found> found, int limit) {
        List<Found> sorted = found.values().stream().sorted(NEWEST_FIRST).toList();
        List<Message> messages = new ArrayList<>();
        PageBytes bytes = new PageBytes();
        int count = 0;
        for (Found item : sorted.subList(0, Math.min(limit, sorted.size()))) {
            if (item.message() != null) {
                if (!bytes.tryAdd(item.message())) {
                    break;
                }
                messages.add(item.message());
            }
            count++;
        }
        Found last = count < sorted.size() ? sorted.get(count - 1) : null;
        return new MessagePage(
                messages,
                last == null ? null : new TimeCursor(last.at().toInstant(), last.id()).encode(TimeCursor.Of.SEARCH));
    }

    /**
     * Where to look.
     *
     * @param member whether there is any session, also an encrypted one
     * @param fresh sessions with messages that may not be indexed
     * @param indexed until when new messages are indexed
     */
    private record Scope(boolean member, List<UUID> sessions, List<UUID> fresh, OffsetDateTime indexed) {}

    /**
     * What the database gave.
     *
     * @param indexed what has the words
     * @param fresh what may have them
     */
    private record Seen(List<Found> indexed, List<Found> fresh) {}

    /** A message that has the words; null when history no longer keeps it. */
    private record Found(
            OffsetDateTime at, UUID id, @Nullable Message message) {}
}
