package dev.cogo.chat.administration;

import dev.cogo.chat.personal.MemberDeparture;
import dev.cogo.chat.personal.SessionDeletion;
import dev.cogo.chat.timeline.TimelineWriter;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.error.Failures;
import dev.cogo.runtime.lease.PeriodicTasks;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the sessions that operators have sent away, on one node at a time: everybody leaves, and then the rest goes. Each step can be done
 * again, so a node that dies leaves the work to another.
 */
public final class SessionRemovals {
    private static final Logger LOG = LoggerFactory.getLogger(SessionRemovals.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration FIRST = Duration.ofSeconds(5);

    private static final String NEXT = """
            SELECT d.session_id FROM session_deletions d
            WHERE NOT EXISTS (SELECT FROM session_holds h WHERE h.session_id = d.session_id)
            ORDER BY d.asked_at LIMIT 1""";

    // Owners last, or each would have to hand over to the next.
    private static final String MEMBERS = """
            SELECT user_id FROM session_members WHERE session_id = $1
            ORDER BY role = 'owner', role = 'admin', user_id LIMIT 100""";

    private static final String LAST_SEQ = "SELECT last_seq FROM user_chat_sessions WHERE session_id = $1";

    private static final String HELD = "SELECT FROM session_holds WHERE session_id = $1";

    private final Database database;
    private final TimelineWriter writer;
    private final Bus bus;
    private final BiConsumer<UUID, UUID> endPresence;
    private final PeriodicTasks schedule;
    private final Context context;
    private boolean stopping;

    /** @param endPresence takes a user, the second, off a session's board and tells the others */
    public SessionRemovals(
            Vertx vertx,
            ClusterView cluster,
            Database database,
            TimelineWriter writer,
            Bus bus,
            BiConsumer<UUID, UUID> endPresence) {
        this.database = database;
        this.writer = writer;
        this.bus = bus;
        this.endPresence = endPresence;
        this.context = vertx.getOrCreateContext();
        this.schedule = new PeriodicTasks(vertx, cluster, database).every(EVERY, FIRST, "deleting sessions", this::run);
    }

    public void start() {
        schedule.start();
    }

    /** To be called before the writer closes. */
    public void stop() {
        stopping = true;
        schedule.stop();
    }

    /** Looks at once. Two nodes that do so at the same time do the same steps. */
    public void nudge() {
        context.runOnContext(now -> {
            try {
                run();
            } catch (RuntimeException e) {
                Failures.log(e, "deleting sessions");
            }
        });
    }

    private void run() {
        RowSet<Row> next = database.query(NEXT);
        while (next.size() > 0 && !stopping) {
            UUID sessionId = next.iterator().next().getUUID("session_id");
            try {
                delete(sessionId);
                LOG.info("session {} is deleted", sessionId);
            } catch (CancellationException held) {
                LOG.info("the deletion of session {} was left: {}", sessionId, held.getMessage());
            }
            next = database.query(NEXT);
        }
    }

    private void delete(UUID sessionId) {
        for (RowSet<Row> members = database.query(MEMBERS, sessionId);
                members.size() > 0;
                members = database.query(MEMBERS, sessionId)) {
            for (Row member : members) {
                goOn(sessionId);
                leave(sessionId, member.getUUID("user_id"));
            }
        }
        for (Row row : database.query(LAST_SEQ, sessionId)) {
            new SessionDeletion(database).run(sessionId, row.getLong("last_seq"), () -> goOn(sessionId));
        }
    }

    private void leave(UUID sessionId, UUID userId) {
        try {
            writer.change(new MemberDeparture(sessionId, userId, bus));
            endPresence.accept(sessionId, userId);
        } catch (CogoException e) {
            if (e.code() != ErrorCode.SESSION_NOT_FOUND) {
                throw e;
            }
        }
    }

    private void goOn(UUID sessionId) {
        if (stopping) {
            throw new CancellationException("the node stops");
        }
        if (database.query(HELD, sessionId).size() > 0) {
            throw new CancellationException("it is on hold");
        }
    }
}
