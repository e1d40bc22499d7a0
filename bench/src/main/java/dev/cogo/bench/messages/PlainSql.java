package dev.cogo.bench.messages;

import dev.cogo.bench.database.BenchSchema;
import dev.cogo.bench.load.Load;
import dev.cogo.bench.load.Operation;
import dev.cogo.bench.messages.Conversations.Turn;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What PostgreSQL alone does with the rows of a message, through the same driver: the message in history and in the hot
 * table, its key, how far its sender has read, and the session's tip. No locks, no checks, no look at what is there: the
 * seqs are counted here. Each call is one prepared statement and one commit, which is as little as can be asked for.
 */
final class PlainSql implements AutoCloseable {
    private static final String ONE = """
            WITH history AS (
                INSERT INTO chat_messages_history (id, session_id, seq, user_id, content, message_type, timestamp,
                                                   client_message_id, message_number)
                VALUES ($1, $2, $3, $4, $5, 'text', $6, $7, $3)
            ), hot AS (
                INSERT INTO chat_messages_realtime (id, session_id, seq, user_id, content, message_type, timestamp,
                                                    client_message_id, message_number)
                VALUES ($1, $2, $3, $4, $5, 'text', $6, $7, $3)
            ), keys AS (
                INSERT INTO message_keys (session_id, author, client_message_id, seq) VALUES ($2, $4, $7, $3)
            ), reader AS (
                UPDATE session_members SET last_read_seq = $3, read_count = $3, last_sent_at = $6
                WHERE session_id = $2 AND user_id = $4
            )
            UPDATE user_chat_sessions SET last_seq = $3, message_count = $3, last_activity = $6 WHERE session_id = $2""";

    // No session is twice in a batch: they take turns.
    private static final String MANY = """
            WITH fresh AS MATERIALIZED (
                SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::timestamptz[],
                                     $7::text[])
                     AS m (id, session_id, seq, user_id, content, timestamp, client_message_id)
            ), history AS (
                INSERT INTO chat_messages_history (id, session_id, seq, user_id, content, message_type, timestamp,
                                                   client_message_id, message_number)
                SELECT id, session_id, seq, user_id, content, 'text', timestamp, client_message_id, seq FROM fresh
            ), hot AS (
                INSERT INTO chat_messages_realtime (id, session_id, seq, user_id, content, message_type, timestamp,
                                                    client_message_id, message_number)
                SELECT id, session_id, seq, user_id, content, 'text', timestamp, client_message_id, seq FROM fresh
            ), keys AS (
                INSERT INTO message_keys (session_id, author, client_message_id, seq)
                SELECT session_id, user_id, client_message_id, seq FROM fresh
            ), reader AS (
                UPDATE session_members m SET last_read_seq = f.seq, read_count = f.seq, last_sent_at = f.timestamp
                FROM fresh f WHERE m.session_id = f.session_id AND m.user_id = f.user_id
            )
            UPDATE user_chat_sessions s SET last_seq = f.seq, message_count = f.seq, last_activity = f.timestamp
            FROM fresh f WHERE s.session_id = f.session_id""";

    // One table of the five, for whoever wants to know what the others cost.
    private static final String HISTORY = """
            INSERT INTO chat_messages_history (id, session_id, seq, user_id, content, message_type, timestamp,
                                               client_message_id, message_number)
            SELECT id, session_id, seq, user_id, content, 'text', timestamp, client_message_id, seq
            FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::timestamptz[], $7::text[])
                 AS m (id, session_id, seq, user_id, content, timestamp, client_message_id)""";

    private final Conversations conversations;
    private final long[] lastSeqs;
    private final String content;
    private final List<PgConnection> connections;
    // The last one used comes first: a load with few calls under way uses few connections. More calls than connections
    // are
    // never under way.
    private final Deque<PgConnection> free = new ArrayDeque<>();

    private PlainSql(Conversations conversations, String content, List<PgConnection> connections) {
        this.conversations = conversations;
        this.lastSeqs = new long[conversations.size()];
        this.content = content;
        this.connections = connections;
        free.addAll(connections);
    }

    /** Connects on the load's event loop. */
    static PlainSql open(
            Vertx vertx, Load load, BenchSchema schema, Conversations conversations, int connections, String content) {
        List<PgConnection> made = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            CompletableFuture<PgConnection> connected = new CompletableFuture<>();
            load.context()
                    .runOnContext(v -> PgConnection.connect(vertx, schema.connectOptions())
                            .onSuccess(connected::complete)
                            .onFailure(connected::completeExceptionally));
            made.add(connected.join());
        }
        return new PlainSql(conversations, content, made);
    }

    /** One message a commit. */
    Operation one() {
        return new Operation(1, () -> {
            Turn turn = conversations.next();
            return run(
                    ONE,
                    Ids.next(),
                    turn.sessionId(),
                    ++lastSeqs[turn.index()],
                    turn.userId(),
                    content,
                    OffsetDateTime.now(ZoneOffset.UTC),
                    Ids.next().toString());
        });
    }

    /** A batch of messages a commit. */
    Operation many(int messages) {
        return batch(MANY, messages);
    }

    /** A batch a commit, of rows of {@code chat_messages_history} and nothing else. */
    Operation historyAlone(int messages) {
        return batch(HISTORY, messages);
    }

    private Operation batch(String sql, int messages) {
        return new Operation(messages, () -> {
            UUID[] ids = new UUID[messages];
            UUID[] sessions = new UUID[messages];
            Long[] seqs = new Long[messages];
            UUID[] users = new UUID[messages];
            String[] contents = new String[messages];
            OffsetDateTime[] times = new OffsetDateTime[messages];
            String[] clientIds = new String[messages];
            OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
            // In one order, so that two batches that lock the same rows do not wait for each other.
            List<Turn> turns = Stream.generate(conversations::next)
                    .limit(messages)
                    .sorted(Comparator.comparing(Turn::sessionId))
                    .toList();
            for (int i = 0; i < messages; i++) {
                Turn turn = turns.get(i);
                ids[i] = Ids.next();
                sessions[i] = turn.sessionId();
                seqs[i] = ++lastSeqs[turn.index()];
                users[i] = turn.userId();
                contents[i] = content;
                times[i] = now;
                clientIds[i] = Ids.next().toString();
            }
            return run(sql, ids, sessions, seqs, users, contents, times, clientIds);
        });
    }

    private Future<?> run(String sql, Object... arguments) {
        PgConnection connection = free.pop();
        return connection.preparedQuery(sql).execute(Tuple.wrap(arguments)).onComplete(done -> free.push(connection));
    }

    @Override
    public void close() {
        connections.forEach(connection -> connection.close().await());
    }
}
