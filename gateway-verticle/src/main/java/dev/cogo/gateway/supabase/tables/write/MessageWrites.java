package dev.cogo.gateway.supabase.tables.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.form.Preferences.Resolution;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.query.Table;
import dev.cogo.gateway.supabase.tables.read.RowNodes;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.message.FindMessages;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Messages: rows that are inserted together are a batch, which is stored whole or not at all; an update is an edit, a deletion leaves a
 * tombstone. The server's clock says the time, whatever a client gives as {@code timestamp}.
 */
record MessageWrites(Table table, Bus bus) implements TableWrites {
    private static final Set<String> WRITABLE = Set.of(
            "session_id",
            "user_id",
            "content",
            "message_type",
            "timestamp",
            "client_message_id",
            "reply_to",
            "metadata",
            "mentions");

    private static final Set<String> EDITABLE = Set.of("content");

    @Override
    public Set<String> keys() {
        return Set.of("id", "client_message_id", "session_id,client_message_id");
    }

    @Override
    public Future<List<ObjectNode>> insert(Writing writing, List<JsonObject> rows, Optional<Resolution> upsert) {
        List<JsonObject> known = new ArrayList<>();
        List<JsonObject> fresh = new ArrayList<>();
        rows.forEach(row -> (upsert.isPresent() && row.getValue("id") != null ? known : fresh).add(row));
        return (known.isEmpty() ? Future.succeededFuture(List.<ObjectNode>of()) : edits(writing, known, upsert.get()))
                .compose(edited -> fresh.isEmpty()
                        ? Future.succeededFuture(edited)
                        : send(writing, fresh).map(sent -> {
                            List<ObjectNode> all = new ArrayList<>(edited);
                            all.addAll(sent);
                            return all;
                        }));
    }

    private Future<List<ObjectNode>> send(Writing writing, List<JsonObject> rows) {
        JsonArray messages = new JsonArray();
        String session = null;
        for (JsonObject row : rows) {
            Cells cells = new Cells(table, row).allow(WRITABLE);
            cells.required("session_id");
            String of = cells.uuid("session_id");
            if (session != null && !session.equals(of)) {
                throw TableError.denied("the messages of one insert go to one session");
            }
            session = of;
            messages.add(message(writing, cells));
        }
        JsonObject body = new JsonObject().put("sessionId", session).put("messages", messages);
        return writing.<Map<String, List<Message>>>call("sendMessage", Map.of(), body)
                .map(stored ->
                        stored.get("messages").stream().map(RowNodes::message).toList());
    }

    private static JsonObject message(Writing writing, Cells cells) {
        String user = cells.uuid("user_id");
        if (user != null && !user.equals(writing.userId().toString())) {
            throw TableError.denied("new row violates row-level security policy: a message is its sender's own");
        }
        String type = cells.text("message_type");
        if (type != null && !type.equals("text")) {
            throw TableError.denied("new row violates row-level security policy: messages of the type " + type
                    + " are the server's own");
        }
        cells.time("timestamp");
        JsonObject message = new JsonObject().put("content", cells.required("content"));
        put(message, "clientMessageId", cells.text("client_message_id"));
        put(message, "replyTo", cells.uuid("reply_to"));
        put(message, "metadata", cells.object("metadata"));
        put(message, "mentions", cells.uuids("mentions"));
        return message;
    }

    private static void put(JsonObject message, String name, Object value) {
        if (value != null) {
            message.put(name, value);
        }
    }

    private Future<List<ObjectNode>> edits(Writing writing, List<JsonObject> rows, Resolution resolution) {
        List<UUID> ids = rows.stream()
                .map(row -> UUID.fromString(new Cells(table, row).uuid("id")))
                .toList();
        return bus.<MessagePage>request(Address.MESSAGE_FIND, new FindMessages(writing.userId(), ids), writing.cost())
                .compose(page -> {
                    Map<UUID, Message> found =
                            page.items().stream().collect(Collectors.toMap(Message::id, Function.identity()));
                    if (!found.keySet().containsAll(ids)) {
                        // Its id is given by the server, and yours names no message.
                        new Cells(table, rows.getFirst()).allow(WRITABLE);
                    }
                    return resolution == Resolution.IGNORE
                            ? Future.succeededFuture(List.<ObjectNode>of())
                            : Writing.each(rows, row -> edit(writing, row, found));
                });
    }

    private Future<ObjectNode> edit(Writing writing, JsonObject row, Map<UUID, Message> found) {
        Cells cells = new Cells(table, row);
        Message message = found.get(UUID.fromString(cells.uuid("id")));
        return edit(writing, message.sessionId().toString(), message.id().toString(), cells.required("content"));
    }

    @Override
    public Future<List<ObjectNode>> update(Writing writing, List<ObjectNode> rows, JsonObject changes) {
        for (String column : changes.fieldNames()) {
            if (!table.columns().containsKey(column)) {
                throw TableError.cannotFindColumn(table.wireName(), column);
            }
            if (!EDITABLE.contains(column)) {
                throw TableError.denied("of a message its content alone can be changed, not " + column);
            }
        }
        String content = new Cells(table, changes).required("content");
        return Writing.each(
                rows,
                row -> edit(
                        writing,
                        row.get("session_id").textValue(),
                        row.get("id").textValue(),
                        content));
    }

    private static Future<ObjectNode> edit(Writing writing, String sessionId, String messageId, String content) {
        return writing.<Map<String, Message>>call(
                        "editMessage",
                        Map.of("sessionId", sessionId, "messageId", messageId),
                        new JsonObject().put("content", content))
                .map(edited -> RowNodes.message(edited.get("message")));
    }

    @Override
    public Future<List<ObjectNode>> delete(Writing writing, List<ObjectNode> rows) {
        return Writing.each(
                rows,
                row -> writing.<Object>call(
                                "deleteMessage",
                                Map.of(
                                        "sessionId", row.get("session_id").textValue(),
                                        "messageId", row.get("id").textValue()),
                                new JsonObject())
                        .map(gone -> row));
    }
}
