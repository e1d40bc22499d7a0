package dev.cogo.gateway.supabase.tables.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.supabase.rows.Condition;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.query.Order;
import dev.cogo.gateway.supabase.tables.query.Query;
import dev.cogo.gateway.supabase.tables.query.Where;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.message.FindMessages;
import dev.cogo.schema.message.Message;
import dev.cogo.schema.message.MessagePage;
import dev.cogo.schema.message.ReadHistory;
import dev.cogo.schema.session.Session;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The tables of messages. Those with an id that is named are looked up; else the timelines of the sessions that are meant are read page
 * by page, from the end that the order begins with, until enough rows have passed. Deleted messages have no row.
 */
final class MessageSource implements RowSource {
    /** Read together, without or with a condition that names them. */
    private static final int MAX_SESSIONS = 20;
    /** In a timeline, times grow with seqs, but for steps of the database's clock. */
    private static final Duration CLOCK_STEPS = Duration.ofMinutes(1);

    private static final Set<String> PLACES = Set.of("seq", "timestamp");

    private final Vertx vertx;
    private final Bus bus;
    private final SessionLookup sessions;

    MessageSource(Vertx vertx, Bus bus, SessionLookup sessions) {
        this.vertx = vertx;
        this.bus = bus;
        this.sessions = sessions;
    }

    @Override
    public Future<Matched> rows(Reading reading, Query query, int enough) {
        Optional<Set<Comparable<?>>> ids = query.where().only("id");
        if (ids.isPresent()) {
            return byId(reading, query.where(), SessionSource.ids(ids.get()), new ArrayList<>());
        }
        return meant(reading, query.where())
                .compose(found -> next(reading, query, enough, found.iterator(), new ArrayList<>(), true));
    }

    private Future<Matched> byId(Reading reading, Where where, List<UUID> ids, List<ObjectNode> rows) {
        if (ids.isEmpty()) {
            return Future.succeededFuture(new Matched(rows, true));
        }
        return reading.page()
                .compose(taken -> bus.<MessagePage>request(
                        Address.MESSAGE_FIND, new FindMessages(reading.userId(), ids), reading.cost()))
                .compose(page -> passing(where, page.items()).compose(found -> {
                    rows.addAll(found);
                    String last = page.next();
                    return last == null
                            ? Future.succeededFuture(new Matched(rows, true))
                            : byId(reading, where, after(last, ids), rows);
                }));
    }

    private static List<UUID> after(String last, List<UUID> ids) {
        return ids.stream().filter(id -> id.toString().compareTo(last) > 0).toList();
    }

    private Future<List<UUID>> meant(Reading reading, Where where) {
        return where.only("session_id")
                .map(ids -> ids.size() <= MAX_SESSIONS
                        ? Future.succeededFuture(SessionSource.ids(ids))
                        : Future.<List<UUID>>failedFuture(TableError.tooMuch(
                                "messages of more than " + MAX_SESSIONS + " sessions are not read at once",
                                "Ask for fewer sessions at a time.")))
                .orElseGet(() -> sessions.all(reading, MAX_SESSIONS)
                        .map(found -> found.stream().map(Session::id).toList()));
    }

    private Future<Matched> next(
            Reading reading, Query query, int enough, Iterator<UUID> left, List<ObjectNode> rows, boolean all) {
        if (!left.hasNext()) {
            return Future.succeededFuture(new Matched(rows, all));
        }
        return new Scan(reading, query, left.next(), enough).run().compose(found -> {
            rows.addAll(found.rows());
            return next(reading, query, enough, left, rows, all && found.all());
        });
    }

    /** Beside the event loop where patterns are looked for: a page has up to a megabyte of text. */
    private Future<List<ObjectNode>> passing(Where where, List<Message> messages) {
        return where.conditions().anyMatch(Condition::scansText)
                ? vertx.executeBlocking(() -> filter(where, messages), false)
                : Future.succeededFuture(filter(where, messages));
    }

    private static List<ObjectNode> filter(Where where, List<Message> messages) {
        return messages.stream()
                .filter(message -> message.deletedAt() == null)
                .map(RowNodes::message)
                .filter(where::holds)
                .toList();
    }

    /** One session's timeline, from one end on. For one event loop. */
    private final class Scan {
        private final Reading reading;
        private final Where where;
        private final UUID sessionId;
        private final int enough;
        private final boolean inOrder;
        private final boolean descending;
        private final boolean turned;
        private final long first;
        private final long last;
        private final Instant since;
        private final Instant until;
        private final List<ObjectNode> rows = new ArrayList<>();

        Scan(Reading reading, Query query, UUID sessionId, int enough) {
            this.reading = reading;
            this.where = query.where();
            this.sessionId = sessionId;
            this.enough = enough;
            Order order = query.order().isEmpty() ? null : query.order().getFirst();
            this.since = (Instant) where.atLeast("timestamp").orElse(Instant.MIN);
            this.until = (Instant) where.atMost("timestamp").orElse(Instant.MAX);
            boolean wanted = order != null && order.descending();
            // What is new is at the end: from a time on it is found from there, and turned around.
            this.turned = !wanted && !since.equals(Instant.MIN);
            this.descending = wanted || turned;
            this.inOrder = !turned && (order == null || PLACES.contains(order.column()));
            this.first = (Long) where.atLeast("seq").orElse(0L);
            this.last = (Long) where.atMost("seq").orElse(Long.MAX_VALUE - 1);
        }

        Future<Matched> run() {
            return page(descending ? last + 1 : first - 1)
                    .recover(failure ->
                            SessionLookup.<Matched>orNone(failure).map(none -> new Matched(List.of(), true)));
        }

        private Future<Matched> page(long from) {
            int limit = where.isAbout(Set.of("session_id")) && inOrder
                    ? Math.min(ReadHistory.MAX_LIMIT, Math.max(1, enough - rows.size()))
                    : ReadHistory.MAX_LIMIT;
            ReadHistory request = new ReadHistory(
                    reading.userId(), sessionId, descending ? from : null, descending ? null : from, limit);
            return reading.page()
                    .compose(taken -> bus.<MessagePage>request(Address.HISTORY_READ, request, reading.cost()))
                    .compose(page -> passing(where, page.items()).compose(found -> {
                        rows.addAll(descending ? found.reversed() : found);
                        boolean over = page.next() == null || isBeyond(page.items());
                        if (over || (inOrder && rows.size() >= enough)) {
                            return Future.succeededFuture(done(over));
                        }
                        return page(Long.parseLong(page.next()));
                    }));
        }

        private Matched done(boolean over) {
            if (turned) {
                Collections.reverse(rows);
            }
            return new Matched(rows, over);
        }

        /** Whether nothing that follows can pass. */
        private boolean isBeyond(List<Message> page) {
            Message end = descending ? page.getFirst() : page.getLast();
            return descending
                    ? end.seq() <= first || end.timestamp().isBefore(earlier(since))
                    : end.seq() >= last || end.timestamp().isAfter(later(until));
        }

        private static Instant earlier(Instant time) {
            return time.equals(Instant.MIN) ? time : time.minus(CLOCK_STEPS);
        }

        private static Instant later(Instant time) {
            return time.equals(Instant.MAX) ? time : time.plus(CLOCK_STEPS);
        }
    }
}
