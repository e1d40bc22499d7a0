package dev.cogo.gateway.supabase.tables.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.query.Query;
import dev.cogo.schema.session.Session;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** {@code user_chat_sessions}: those that the caller is a member of. */
final class SessionSource implements RowSource {
    /** Without a condition that names them. */
    static final int MAX_SESSIONS = 1000;

    private final SessionLookup sessions;

    SessionSource(SessionLookup sessions) {
        this.sessions = sessions;
    }

    @Override
    public Future<Matched> rows(Reading reading, Query query, int enough) {
        return meant(reading, query, MAX_SESSIONS).map(found -> new Matched(rows(found, query), true));
    }

    private static List<ObjectNode> rows(List<Session> found, Query query) {
        return found.stream()
                .map(RowNodes::session)
                .filter(query.where()::holds)
                .toList();
    }

    /** The sessions that a query of any table names, or all of the caller's. */
    private Future<List<Session>> meant(Reading reading, Query query, int most) {
        return query.where()
                .only("session_id")
                .map(ids -> sessions.of(reading, ids(ids)))
                .orElseGet(() -> sessions.all(reading, most));
    }

    /** In an order that is always the same. */
    static List<UUID> ids(Set<Comparable<?>> values) {
        return values.stream()
                .map(String.class::cast)
                .sorted(Comparator.naturalOrder())
                .map(UUID::fromString)
                .toList();
    }
}
