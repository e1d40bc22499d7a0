package dev.cogo.gateway.supabase.tables.read;

import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.ListSessions;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberPage;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.SessionPage;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds the caller's sessions and their members. */
final class SessionLookup {
    /** Of one session, in one answer. */
    private static final int MAX_MEMBERS = 1000;

    private final Bus bus;

    SessionLookup(Bus bus) {
        this.bus = bus;
    }

    /** The caller's, the latest activity first; more than {@code most} fail. */
    Future<List<Session>> all(Reading reading, int most) {
        return more(reading, most, new ArrayList<>(), null);
    }

    private Future<List<Session>> more(Reading reading, int most, List<Session> found, @Nullable String cursor) {
        int limit = Math.min(ListSessions.MAX_LIMIT, most + 1);
        return reading.page()
                .compose(taken -> bus.<SessionPage>request(
                        Address.SESSION_LIST, new ListSessions(reading.userId(), limit, cursor), reading.cost()))
                .compose(page -> {
                    page.items().forEach(session -> reading.sessions().put(session.id(), session));
                    found.addAll(page.items());
                    if (found.size() > most) {
                        return Future.failedFuture(TableError.tooMuch(
                                "you are in more than " + most + " sessions",
                                "Name those that you mean: session_id=eq.ID, or session_id=in.(ID,ID)."));
                    }
                    return page.next() == null
                            ? Future.succeededFuture(found)
                            : more(reading, most, found, page.next());
                });
    }

    /** Those of them that the caller is a member of, in their order. */
    Future<List<Session>> of(Reading reading, Collection<UUID> ids) {
        return next(reading, ids.iterator(), new ArrayList<>());
    }

    private Future<List<Session>> next(Reading reading, Iterator<UUID> ids, List<Session> found) {
        if (!ids.hasNext()) {
            return Future.succeededFuture(found);
        }
        return one(reading, ids.next()).compose(session -> {
            session.ifPresent(found::add);
            return next(reading, ids, found);
        });
    }

    private Future<Optional<Session>> one(Reading reading, UUID id) {
        Session known = reading.sessions().get(id);
        if (known != null) {
            return Future.succeededFuture(Optional.of(known));
        }
        return reading.page()
                .compose(taken ->
                        bus.<Session>request(Address.SESSION_GET, new GetSession(reading.userId(), id), reading.cost()))
                .map(session -> {
                    reading.sessions().put(id, session);
                    return Optional.of(session);
                })
                .recover(SessionLookup::orNone);
    }

    /** A foreign session and one that there is not look alike: neither has rows. */
    static <T> Future<Optional<T>> orNone(Throwable failure) {
        return failure instanceof CogoException ours && ours.code() == ErrorCode.SESSION_NOT_FOUND
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }

    /** The members of a session, the first to join first. */
    Future<List<Member>> members(Reading reading, Session session) {
        if (session.memberCount() <= session.members().size()) {
            return Future.succeededFuture(session.members());
        }
        if (session.memberCount() > MAX_MEMBERS) {
            return Future.failedFuture(TableError.tooMuch(
                    "session " + session.id() + " has more than " + MAX_MEMBERS + " members",
                    "Read them in pages: GET /chat/session/{sessionId}/members."));
        }
        return moreMembers(reading, session.id(), new ArrayList<>(), null);
    }

    private Future<List<Member>> moreMembers(
            Reading reading, UUID sessionId, List<Member> found, @Nullable String cursor) {
        return reading.page()
                .compose(taken -> bus.<MemberPage>request(
                        Address.MEMBER_LIST,
                        new ListMembers(reading.userId(), sessionId, ListMembers.MAX_LIMIT, cursor),
                        reading.cost()))
                .compose(page -> {
                    found.addAll(page.items());
                    return page.next() == null
                            ? Future.succeededFuture(found)
                            : moreMembers(reading, sessionId, found, page.next());
                });
    }
}
