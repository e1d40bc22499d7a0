package dev.cogo.gateway.supabase.tables.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.query.Order;
import dev.cogo.gateway.supabase.tables.query.Query;
import dev.cogo.gateway.supabase.tables.query.Selected;
import dev.cogo.gateway.supabase.tables.query.Table;
import dev.cogo.schema.session.Session;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Finds what of other tables belongs to rows: the session of a message or member, the members of a session. */
final class Embeds {
    private final SessionLookup sessions;

    Embeds(SessionLookup sessions) {
        this.sessions = sessions;
    }

    /** The rows with what belongs to them, as the query asks. */
    Future<List<RowView>> of(Reading reading, Query query, List<ObjectNode> rows) {
        List<RowView> views =
                rows.stream().map(row -> new RowView(row, new HashMap<>())).toList();
        if (query.embedded().isEmpty() || rows.isEmpty()) {
            return Future.succeededFuture(views);
        }
        Set<UUID> ids = new LinkedHashSet<>();
        rows.forEach(row -> ids.add(RowNodes.id(row, "session_id")));
        return sessions.of(reading, ids)
                .compose(found -> add(reading, query.embedded().iterator(), found, views))
                .map(added -> views.stream()
                        .filter(view -> view.isComplete(query.embedded()))
                        .toList());
    }

    private Future<Void> add(
            Reading reading, Iterator<Selected.Embedded> left, List<Session> found, List<RowView> views) {
        if (!left.hasNext()) {
            return Future.succeededFuture();
        }
        Selected.Embedded embedded = left.next();
        Future<Map<UUID, JsonNode>> others = embedded.table() == Table.SESSIONS
                ? Future.succeededFuture(sessions(embedded, found))
                : members(reading, embedded, found.iterator(), new LinkedHashMap<>());
        return others.compose(byId -> {
            JsonNode none = embedded.table() == Table.SESSIONS
                    ? JsonNodeFactory.instance.nullNode()
                    : JsonNodeFactory.instance.arrayNode();
            views.forEach(view ->
                    view.others().put(embedded.as(), byId.getOrDefault(RowNodes.id(view.row(), "session_id"), none)));
            return add(reading, left, found, views);
        });
    }

    private static Map<UUID, JsonNode> sessions(Selected.Embedded embedded, List<Session> found) {
        Map<UUID, JsonNode> shown = new HashMap<>();
        for (Session session : found) {
            ObjectNode row = RowNodes.session(session);
            if (embedded.query().where().holds(row)) {
                shown.put(
                        session.id(),
                        new RowView(row, Map.of()).shown(embedded.query().select()));
            }
        }
        return shown;
    }

    private Future<Map<UUID, JsonNode>> members(
            Reading reading, Selected.Embedded embedded, Iterator<Session> left, Map<UUID, JsonNode> shown) {
        while (left.hasNext()) {
            Session session = left.next();
            Future<Void> added = sessions.members(reading, session).map(members -> {
                List<ObjectNode> rows = members.stream()
                        .map(member -> RowNodes.member(session.id(), member))
                        .filter(embedded.query().where()::holds)
                        .toList();
                shown.put(session.id(), page(embedded.query(), rows));
                return null;
            });
            if (!added.succeeded()) {
                return added.compose(done -> members(reading, embedded, left, shown));
            }
        }
        return Future.succeededFuture(shown);
    }

    private static ArrayNode page(Query query, List<ObjectNode> rows) {
        List<ObjectNode> sorted = new ArrayList<>(rows);
        sorted.sort(Order.comparator(query.order()));
        ArrayNode page = JsonNodeFactory.instance.arrayNode();
        sorted.stream()
                .skip(query.offset())
                .limit(query.rows())
                .forEach(row -> page.add(new RowView(row, Map.of()).shown(query.select())));
        return page;
    }
}
