package dev.cogo.chat.personal;

import dev.cogo.chat.personal.PersonalJob.Position;
import dev.cogo.chat.timeline.Change;
import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.lease.Lease;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.personal.ForgetUser;
import dev.cogo.schema.record.Done;
import io.vertx.sqlclient.Row;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Erases a user. First they leave all sessions, which ends their rights; then what they wrote goes, session by session; then
 * what is left here and in the other rooms. Each step can be done again, and all are, until nothing is found.
 */
final class ErasureRun {
    /** What stands where a name stood; the gateway writes the same into the account's row, which stays. */
    static final String NOBODY = "Deleted account";

    // Seqs that are looked through at once for something to erase.
    private static final int LOOK = 3000;
    private static final int BATCH = 1000;

    private static final String MEMBERSHIPS =
            "SELECT session_id FROM session_members WHERE user_id = $1 ORDER BY session_id LIMIT 100";

    private static final String NEXT_SESSION = """
            SELECT f.session_id, s.last_seq,
                   EXISTS (SELECT FROM session_members m WHERE m.session_id = f.session_id
                             AND m.user_id NOT IN (SELECT id FROM assistants))
                   -- What is on hold is not deleted; what they wrote in it is, and kept aside for as long.
                   OR EXISTS (SELECT FROM session_holds h WHERE h.session_id = f.session_id) AS inhabited
            FROM former_members f JOIN user_chat_sessions s USING (session_id)
            WHERE f.user_id = $1 ORDER BY f.session_id LIMIT 1""";

    // Without a lock, so that the sessions in which somebody said little are not stopped for the rest.
    private static final String HAS_TRACES = """
            SELECT EXISTS (SELECT FROM chat_messages_history
                           WHERE session_id = $1 AND seq > $3 AND seq <= $4 AND %s)
                OR EXISTS (SELECT FROM message_reactions
                           WHERE session_id = $1 AND message_seq > $3 AND message_seq <= $4 AND user_id = $2)
                OR EXISTS (SELECT FROM session_events
                           WHERE session_id = $1 AND seq > $3 AND seq <= $4 AND %s) AS found""".formatted(MessageErasure.UNERASED, MessageErasure.NAMED);

    // The user is no member any more and can write no new ones.
    private static final String KEYS = """
            DELETE FROM message_keys WHERE (session_id, author, client_message_id) IN (
                SELECT session_id, author, client_message_id FROM message_keys
                WHERE session_id = $1 AND author = $2 LIMIT $3)""";

    // In sessions, everything was found there; these are beside them. An export of what is gone must go too.
    private static final List<String> TRACES = List.of(
            "DELETE FROM user_blocks WHERE user_id = $1 OR blocked_id = $1",
            "DELETE FROM session_invites WHERE created_by = $1",
            "DELETE FROM user_last_seen WHERE user_id = $1",
            "DELETE FROM personal_jobs WHERE user_id = $1 AND kind = 'export'");

    private final Database database;
    private final PersonalJobs jobs;
    private final TimelineWriter writer;
    private final Bus bus;
    private final BiConsumer<UUID, UUID> endPresence;

    /** @param endPresence takes the user, the second, off the session's board and tells the others */
    ErasureRun(
            Database database, PersonalJobs jobs, TimelineWriter writer, Bus bus, BiConsumer<UUID, UUID> endPresence) {
        this.database = database;
        this.jobs = jobs;
        this.writer = writer;
        this.bus = bus;
        this.endPresence = endPresence;
    }

    void run(Lease<PersonalJob> job) {
        do {
            leaveSessions(job);
            emptySessions(job);
            TRACES.forEach(sql -> database.query(sql, job.row().userId()));
            for (Address room : List.of(Address.FORGET_AI, Address.FORGET_TASKS, Address.FORGET_ACCOUNT)) {
                step(job, Position.START);
                bus.<Done>request(room, new ForgetUser(job.row().userId())).await();
            }
            // An access token that was given out before may have lived on for a while.
        } while (isSomewhere(job.row().userId()));
        jobs.finish(job);
    }

    private void leaveSessions(Lease<PersonalJob> job) {
        for (var memberships = database.query(MEMBERSHIPS, job.row().userId());
                memberships.size() > 0;
                memberships = database.query(MEMBERSHIPS, job.row().userId())) {
            for (Row row : memberships) {
                UUID sessionId = row.getUUID("session_id");
                step(job, job.row().position());
                change(new MemberDeparture(sessionId, job.row().userId(), bus));
                endPresence.accept(sessionId, job.row().userId());
            }
        }
    }

    private void emptySessions(Lease<PersonalJob> job) {
        String cursor = job.row().position().cursor();
        SessionSeq from = cursor == null ? SessionSeq.START : SessionSeq.parse(cursor);
        for (Optional<Row> next = nextSession(job); next.isPresent(); next = nextSession(job)) {
            UUID sessionId = next.get().getUUID("session_id");
            long lastSeq = next.get().getLong("last_seq");
            if (next.get().getBoolean("inhabited")) {
                empty(job, sessionId, sessionId.equals(from.sessionId()) ? from.seq() : 0, lastSeq);
                change(new ErasureEnd(sessionId, job.row().userId()));
            } else {
                new SessionDeletion(database).run(sessionId, lastSeq, () -> step(job, Position.START));
            }
        }
    }

    private Optional<Row> nextSession(Lease<PersonalJob> job) {
        return database.query(NEXT_SESSION, job.row().userId()).stream().findFirst();
    }

    private void empty(Lease<PersonalJob> job, UUID sessionId, long from, long lastSeq) {
        for (long after = from; after < lastSeq; after += LOOK) {
            step(job, Position.at(new SessionSeq(sessionId, after).toString()));
            if (hasTraces(sessionId, job.row().userId(), after)) {
                for (long part = after; part < after + LOOK; part += MessageErasure.WINDOW) {
                    change(new MessageErasure(sessionId, job.row().userId(), part, part + MessageErasure.WINDOW));
                }
            }
        }
        do {
            step(job, Position.at(new SessionSeq(sessionId, lastSeq).toString()));
        } while (database.query(KEYS, sessionId, job.row().userId(), (long) BATCH)
                        .rowCount()
                == BATCH);
    }

    private boolean hasTraces(UUID sessionId, UUID userId, long after) {
        return database.query(HAS_TRACES, sessionId, userId, after, after + LOOK)
                .iterator()
                .next()
                .getBoolean("found");
    }

    private boolean isSomewhere(UUID userId) {
        return database.query(MEMBERSHIPS, userId).size() > 0
                || database.query("SELECT FROM former_members WHERE user_id = $1 LIMIT 1", userId)
                                .size()
                        > 0;
    }

    /** A session that somebody else has deleted meanwhile needs no change. */
    private void change(Change<?> change) {
        try {
            writer.change(change);
        } catch (CogoException e) {
            if (e.code() != ErrorCode.SESSION_NOT_FOUND) {
                throw e;
            }
        }
    }

    private void step(Lease<PersonalJob> job, Position position) {
        job.checkpoint();
        jobs.advance(job, position);
    }
}
