package dev.cogo.gateway.supabase.tables.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.tables.form.Preferences.Resolution;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.query.Table;
import dev.cogo.gateway.supabase.tables.read.RowNodes;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.Session;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Members: a row is inserted for who is added, and deleted for who leaves or is removed. */
record MemberWrites() implements TableWrites {
    private static final Set<String> WRITABLE = Set.of("session_id", "user_id", "role");
    private static final Set<String> CHANGEABLE = Set.of("role", "silenced_until");
    private static final Set<String> ROLES = Set.of("owner", "admin", "member");

    @Override
    public Table table() {
        return Table.MEMBERS;
    }

    @Override
    public Set<String> keys() {
        return Set.of("session_id,user_id");
    }

    @Override
    public Future<List<ObjectNode>> insert(Writing writing, List<JsonObject> rows, Optional<Resolution> upsert) {
        rows.forEach(row -> read(row));
        return Writing.each(rows, row -> {
            Added added = read(row);
            return writing.<Session>call("addMember", Map.of("sessionId", added.sessionId()), added.body())
                    .map(added::row)
                    .recover(failure -> upsert.isPresent() && isThere(failure)
                            ? added.changed(writing, upsert.get())
                            : Future.failedFuture(failure));
        });
    }

    private static boolean isThere(Throwable failure) {
        return failure instanceof CogoException ours && ours.code() == ErrorCode.ALREADY_MEMBER;
    }

    private Added read(JsonObject row) {
        Cells cells = new Cells(table(), row).allow(WRITABLE);
        cells.required("session_id");
        cells.required("user_id");
        return new Added(cells.uuid("session_id"), cells.uuid("user_id"), role(cells));
    }

    private static String role(Cells cells) {
        String role = cells.text("role");
        if (role != null && !ROLES.contains(role)) {
            throw TableError.value("there are the roles owner, admin and member");
        }
        return role;
    }

    /** A row to be. */
    private record Added(String sessionId, String userId, String role) {
        JsonObject body() {
            JsonObject body = new JsonObject().put("member", userId);
            return role == null ? body : body.put("role", role);
        }

        ObjectNode row(Session session) {
            Member member = session.members().stream()
                    .filter(other -> other.userId().toString().equals(userId))
                    .findFirst()
                    .orElse(null);
            UUID id = UUID.fromString(sessionId);
            return member == null ? key() : RowNodes.member(id, member);
        }

        /** What is known of somebody who is not among the first members of a large session. */
        private ObjectNode key() {
            return com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .put("session_id", sessionId)
                    .put("user_id", userId)
                    .putNull("display_name")
                    .put("role", role == null ? "member" : role)
                    .putNull("joined_at")
                    .putNull("silenced_until");
        }

        Future<ObjectNode> changed(Writing writing, Resolution resolution) {
            return resolution == Resolution.IGNORE || role == null
                    ? Future.succeededFuture(key())
                    : change(writing, sessionId, userId, new JsonObject().put("role", role));
        }
    }

    @Override
    public Future<List<ObjectNode>> update(Writing writing, List<ObjectNode> rows, JsonObject changes) {
        for (String column : changes.fieldNames()) {
            if (!table().columns().containsKey(column)) {
                throw TableError.cannotFindColumn(table().wireName(), column);
            }
            if (!CHANGEABLE.contains(column)) {
                throw TableError.denied("of a member " + column + " can't be changed");
            }
        }
        Cells cells = new Cells(table(), changes);
        JsonObject body = new JsonObject();
        if (cells.has("role")) {
            body.put("role", role(cells));
        }
        if (changes.containsKey("silenced_until")) {
            Instant until = cells.time("silenced_until");
            long seconds = until == null
                    ? 0
                    : Math.max(0, Duration.between(Instant.now(), until).toSeconds() + 1);
            body.put("silenceSeconds", (int) Math.min(seconds, Integer.MAX_VALUE));
        }
        return Writing.each(
                rows,
                row -> change(
                        writing,
                        row.get("session_id").textValue(),
                        row.get("user_id").textValue(),
                        body));
    }

    private static Future<ObjectNode> change(Writing writing, String sessionId, String userId, JsonObject body) {
        return writing.<Member>call("updateMember", Map.of("sessionId", sessionId, "userId", userId), body)
                .map(member -> RowNodes.member(UUID.fromString(sessionId), member));
    }

    @Override
    public Future<List<ObjectNode>> delete(Writing writing, List<ObjectNode> rows) {
        return Writing.each(
                rows,
                row -> writing.<Object>call(
                                "removeMember",
                                Map.of(
                                        "sessionId", row.get("session_id").textValue(),
                                        "userId", row.get("user_id").textValue()),
                                new JsonObject())
                        .map(gone -> row));
    }
}
