package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.limits.Limit;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.presence.ReadPresence;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AiMode;
import dev.cogo.schema.session.CountUnread;
import dev.cogo.schema.session.CreateSession;
import dev.cogo.schema.session.CreatedSession;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.ListReadMarks;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.MarkRead;
import dev.cogo.schema.session.MuteSession;
import dev.cogo.schema.session.SessionKind;
import dev.cogo.schema.session.UpdateSession;
import dev.cogo.schema.session.WhenBusy;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code /chat/session} and {@code /chat/sessions}: sessions, their settings, and who is there. */
public final class SessionOperations {
    private final Bus bus;
    private final UserLimits limits;

    public SessionOperations(Bus bus, UserLimits limits) {
        this.bus = bus;
        this.limits = limits;
    }

    public void addTo(OperationTable table) {
        table.on("createSession", this::create)
                .on("listSessions", this::list)
                .on("getSession", this::get)
                .on("updateSession", this::update)
                .on("muteSession", this::mute)
                .on("markRead", this::markRead)
                .on("listReadMarks", this::readMarks)
                .on("getUnread", this::unread)
                .on("getPresence", this::presence);
    }

    private Future<Reply> create(Call call) {
        JsonObject body = call.body();
        List<String> members = body.getJsonArray("members", new JsonArray()).stream()
                .map(String.class::cast)
                .toList();
        boolean encrypted = body.getBoolean("encrypted", false);
        CreateSession request = new CreateSession(
                call.userId(),
                SessionKind.of(body.getString("kind", SessionKind.GROUP.wireName())),
                body.getString("title"),
                members,
                body.getString("language"),
                body.getBoolean("ai", !encrypted),
                body.containsKey("aiMode") ? AiMode.of(body.getString("aiMode")) : null,
                encrypted);
        // People first: whoever names too many is told so, and the session is not counted.
        return call.spend(limits, Limit.PEOPLE, members.size())
                .compose(spent -> call.spend(limits, Limit.SESSIONS, 1))
                .compose(spent -> bus.<CreatedSession>request(Address.SESSION_CREATE, request, call.cost()))
                .map(found -> new Reply(found.created() ? 201 : 200, found.session()));
    }

    private Future<Reply> list(Call call) {
        ListSessions request =
                new ListSessions(call.userId(), call.integer("limit", ListSessions.DEFAULT_LIMIT), call.text("cursor"));
        return bus.request(Address.SESSION_LIST, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> get(Call call) {
        return bus.request(Address.SESSION_GET, new GetSession(call.userId(), call.id("sessionId")), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> update(Call call) {
        JsonObject body = call.body();
        UpdateSession request = new UpdateSession(
                call.userId(),
                call.id("sessionId"),
                body.getString("title"),
                body.getString("language"),
                body.getBoolean("ai"),
                body.containsKey("aiMode") ? AiMode.of(body.getString("aiMode")) : null,
                body.containsKey("whenBusy") ? WhenBusy.of(body.getString("whenBusy")) : null,
                body.getInteger("slowModeSeconds"),
                body.getBoolean("archived"));
        return bus.request(Address.SESSION_UPDATE, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> mute(Call call) {
        MuteSession request =
                new MuteSession(call.userId(), call.id("sessionId"), call.body().getBoolean("muted"));
        return bus.<Done>request(Address.SESSION_MUTE, request, call.cost()).map(done -> Reply.nothing());
    }

    private Future<Reply> markRead(Call call) {
        MarkRead request =
                new MarkRead(call.userId(), call.id("sessionId"), call.body().getLong("seq"));
        return bus.request(Address.READ_MARK, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> readMarks(Call call) {
        ListReadMarks request = new ListReadMarks(
                call.userId(),
                call.id("sessionId"),
                call.integer("limit", ListReadMarks.DEFAULT_LIMIT),
                call.text("cursor"));
        return bus.request(Address.READ_LIST, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> unread(Call call) {
        return bus.request(Address.UNREAD_COUNT, new CountUnread(call.userId()), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> presence(Call call) {
        ReadPresence request = new ReadPresence(
                call.userId(),
                call.id("sessionId"),
                call.integer("limit", ReadPresence.MAX_LIMIT),
                call.text("cursor"),
                "offline".equals(call.text("include")));
        return bus.request(Address.PRESENCE_READ, request, call.cost()).map(Reply::ok);
    }
}
