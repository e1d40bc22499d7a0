package dev.cogo.gateway.supabase.tables.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.query.Query;
import dev.cogo.schema.session.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** {@code session_members} of the sessions that the caller is a member of. */
final class MemberSource implements RowSource {
    private final SessionLookup sessions;

    MemberSource(SessionLookup sessions) {
        this.sessions = sessions;
    }

    @Override
    public Future<Matched> rows(Reading reading, Query query, int enough) {
        return query.where()
                .only("session_id")
                .map(ids -> sessions.of(reading, SessionSource.ids(ids)))
                .orElseGet(() -> sessions.all(reading, SessionSource.MAX_SESSIONS))
                .compose(found -> next(reading, query, found.iterator(), new ArrayList<>()));
    }

    private Future<Matched> next(Reading reading, Query query, Iterator<Session> left, List<ObjectNode> rows) {
        // Those whose members are known already are taken in turn: a call for each would be as deep as they are many.
        while (left.hasNext()) {
            Session session = left.next();
            Future<Void> added = sessions.members(reading, session).map(members -> {
                members.stream()
                        .map(member -> RowNodes.member(session.id(), member))
                        .filter(query.where()::holds)
                        .forEach(rows::add);
                return null;
            });
            if (!added.succeeded()) {
                return added.compose(done -> next(reading, query, left, rows));
            }
        }
        return Future.succeededFuture(new Matched(rows, true));
    }
}
