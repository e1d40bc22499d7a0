package dev.cogo.gateway.http.operation;

import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.ArchiveSession;
import dev.cogo.schema.session.DeleteSession;
import dev.cogo.schema.session.HoldSession;
import dev.cogo.schema.session.ListAllSessions;
import dev.cogo.schema.session.ListAnyMembers;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.ReadSessionOverview;
import dev.cogo.schema.session.ReleaseSession;
import dev.cogo.schema.session.SessionKind;
import io.vertx.core.Future;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /admin/sessions}: everybody's sessions. {@link OperatorOperations} looks whether it is an operator who calls. */
final class OperatedSessionOperations {
    private static final String ID = "sessionId";

    private final Bus bus;

    OperatedSessionOperations(Bus bus) {
        this.bus = bus;
    }

    /** The operations by their ids in the document. */
    Map<String, Operation> all() {
        return Map.of(
                "listAllSessions", this::list,
                "getAnySession", this::read,
                "updateAnySession", this::update,
                "deleteAnySession", this::delete,
                "listAnyMembers", this::members,
                "holdSession", this::hold,
                "releaseSession", this::release,
                "exportSession", this::export);
    }

    private Future<Reply> list(Call call) {
        String kind = call.text("kind");
        String member = call.text("member");
        ListAllSessions request = new ListAllSessions(
                call.text("title"),
                kind == null ? null : SessionKind.of(kind),
                member == null ? null : Ids.parse(member, "member"),
                call.has("state"),
                call.integer("limit", ListAllSessions.DEFAULT_LIMIT),
                cursor(call.text("cursor")));
        return bus.request(Address.ALL_SESSIONS_LIST, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> read(Call call) {
        return bus.request(Address.ANY_SESSION_READ, new ReadSessionOverview(call.id(ID)), call.cost())
                .map(Reply::ok);
    }

    private Future<Reply> update(Call call) {
        ArchiveSession request =
                new ArchiveSession(call.userId(), call.id(ID), call.body().getBoolean("archived"));
        return bus.request(Address.ANY_SESSION_ARCHIVE, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> delete(Call call) {
        return bus.<Done>request(Address.ANY_SESSION_DELETE, new DeleteSession(call.id(ID)), call.cost())
                .map(done -> Reply.nothing());
    }

    private Future<Reply> members(Call call) {
        ListAnyMembers request =
                new ListAnyMembers(call.id(ID), call.integer("limit", ListMembers.DEFAULT_LIMIT), call.text("cursor"));
        return bus.request(Address.ANY_MEMBERS_LIST, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> hold(Call call) {
        HoldSession request =
                new HoldSession(call.userId(), call.id(ID), call.body().getString("reason"));
        return bus.request(Address.SESSION_HOLD, request, call.cost()).map(Reply::ok);
    }

    private Future<Reply> release(Call call) {
        return bus.<Done>request(Address.SESSION_RELEASE, new ReleaseSession(call.id(ID)), call.cost())
                .map(done -> Reply.nothing());
    }

    private Future<Reply> export(Call call) {
        return SessionDownload.begin(bus, call.id(ID), call.cost()).map(Reply::ok);
    }

    private static @Nullable UUID cursor(@Nullable String text) {
        try {
            return text == null ? null : Ids.parse(text, "cursor");
        } catch (CogoException e) {
            throw new CogoException(ErrorCode.INVALID_CURSOR, "cursor is none of this list", e);
        }
    }
}
