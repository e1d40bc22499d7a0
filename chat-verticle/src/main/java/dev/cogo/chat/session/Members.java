package dev.cogo.chat.session;

import dev.cogo.chat.access.SessionAccess;
import dev.cogo.chat.paging.TimeCursor;
import dev.cogo.chat.presence.PresenceCalls;
import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.runtime.database.Database;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AddMember;
import dev.cogo.schema.session.GetSession;
import dev.cogo.schema.session.ListMembers;
import dev.cogo.schema.session.Member;
import dev.cogo.schema.session.MemberPage;
import dev.cogo.schema.session.RemoveMember;
import dev.cogo.schema.session.Session;
import dev.cogo.schema.session.TransferOwnership;
import dev.cogo.schema.session.UpdateMember;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/** The members of a session: lists them and, in groups, changes them. What changes is an event of the timeline. */
public final class Members {
    // One statement for right and page: no row means no member, a row without a member an empty page. The index of
    // joining
    // gives the order, so only as many rows as asked for are read.
    private static final String PAGE = """
            SELECT %s FROM session_members me
            LEFT JOIN LATERAL (
                SELECT * FROM session_members m
                WHERE m.session_id = me.session_id AND (m.joined_at, m.user_id) > ($3, $4)
                ORDER BY m.joined_at, m.user_id LIMIT $5) m ON true
            LEFT JOIN LATERAL (SELECT display_name, is_service FROM accounts WHERE id = m.user_id LIMIT 1) a ON true
            WHERE me.session_id = $1 AND me.user_id = $2
            ORDER BY m.joined_at, m.user_id""".formatted(MemberRows.COLUMNS);

    private final Database database;
    private final TimelineWriter writer;
    private final SessionReader reader;
    private final SessionEvents events;
    private final PresenceCalls presence;
    private final Adding adding;
    private final Joining joining;

    public Members(
            Database database,
            TimelineWriter writer,
            SessionReader reader,
            SessionEvents events,
            PresenceCalls presence,
            Adding adding,
            Joining joining) {
        this.database = database;
        this.writer = writer;
        this.reader = reader;
        this.events = events;
        this.presence = presence;
        this.adding = adding;
        this.joining = joining;
    }

    /**
     * Adds a member and gives the session as the caller then sees it.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}, {@code direct_session_fixed},
     *     {@code forbidden}, {@code session_archived}, {@code user_not_found}, {@code blocked}, {@code already_member},
     *     {@code too_many_members}
     */
    public Session add(AddMember request) {
        writer.change(new MemberAddition(request, adding, joining, events));
        return reader.get(new GetSession(request.userId(), request.sessionId()));
    }

    /**
     * Removes a member, or lets the caller leave. When it returns, the gateways have been told.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}, {@code direct_session_fixed},
     *     {@code forbidden}, {@code user_not_found}, {@code last_owner}
     */
    public Done remove(RemoveMember request) {
        Promise<Void> revoked = Promise.promise();
        writer.change(new MemberRemoval(request, events, revoked));
        // Whoever gets this answer may rely on it: the removed member hears nothing more.
        revoked.future().await();
        presence.forget(request.sessionId(), request.memberId());
        return Done.DONE;
    }

    /**
     * Changes a member's role, or silences them.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}, {@code direct_session_fixed},
     *     {@code forbidden}, {@code invalid_request}, {@code user_not_found}
     */
    public Member update(UpdateMember request) {
        return writer.change(new MemberChange(request, events)).member();
    }

    /**
     * Makes another member owner in the caller's place.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}, {@code direct_session_fixed},
     *     {@code forbidden}, {@code invalid_request}, {@code user_not_found}
     */
    public Session transferOwnership(TransferOwnership request) {
        writer.change(new OwnershipTransfer(request, events));
        return reader.get(new GetSession(request.userId(), request.sessionId()));
    }

    /**
     * A page of the members, the first to join first.
     *
     * @throws dev.cogo.schema.error.CogoException {@code session_not_found}, {@code invalid_cursor}
     */
    public MemberPage list(ListMembers request) {
        TimeCursor from = TimeCursor.decode(TimeCursor.Of.MEMBERS, request.cursor(), TimeCursor.EARLIEST);
        var rows = database.query(
                PAGE,
                request.sessionId(),
                request.userId(),
                from.time(),
                from.id(),
                request.limit() + 1L); // one more tells whether there is a next page
        if (rows.size() == 0) {
            throw SessionAccess.notFound();
        }
        List<Member> members = new ArrayList<>(rows.size());
        for (Row row : rows) {
            if (row.getUUID("user_id") != null) {
                members.add(MemberRows.read(row));
            }
        }
        if (members.size() <= request.limit()) {
            return new MemberPage(members, null);
        }
        List<Member> items = members.subList(0, request.limit());
        Member last = items.getLast();
        return new MemberPage(items, new TimeCursor(last.joinedAt(), last.userId()).encode(TimeCursor.Of.MEMBERS));
    }
}
