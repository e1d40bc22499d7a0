package dev.cogo.gateway.supabase.tables.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.gateway.supabase.tables.form.Preferences.Count;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.gateway.supabase.tables.query.Order;
import dev.cogo.gateway.supabase.tables.query.Query;
import dev.cogo.gateway.supabase.tables.query.Selected;
import dev.cogo.gateway.supabase.tables.query.Table;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.json.PageBytes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** Answers queries with rows that their user may read. For one event loop. */
public final class TableReader {
    private final UserLimits limits;
    private final SessionSource sessions;
    private final MemberSource members;
    private final MessageSource messages;
    private final OwnSources own;
    private final Embeds embeds;

    public TableReader(Vertx vertx, Bus bus, AccountService accounts, UserLimits limits) {
        this.limits = limits;
        SessionLookup lookup = new SessionLookup(bus);
        this.sessions = new SessionSource(lookup);
        this.members = new MemberSource(lookup);
        this.messages = new MessageSource(vertx, bus, lookup);
        this.own = new OwnSources(bus, accounts);
        this.embeds = new Embeds(lookup);
    }

    /** The rows of an answer. */
    public Future<Found> read(Identity who, Query query, Count count, Cost cost) {
        Reading reading = new Reading(who, limits, cost);
        boolean required = query.embedded().stream().anyMatch(Selected.Embedded::required);
        int enough = count == Count.EXACT || required ? Integer.MAX_VALUE : query.offset() + query.rows();
        return source(query.table()).rows(reading, query, enough).compose(matched -> {
            List<ObjectNode> sorted = sorted(query, matched.rows());
            return required
                    ? embeds.of(reading, query, sorted)
                            .map(all -> answer(query, count, matched.all(), all.size(), slice(query, all)))
                    : embeds.of(reading, query, slice(query, sorted))
                            .map(views -> answer(query, count, matched.all(), sorted.size(), views));
        });
    }

    /**
     * The rows that a client wants to change, with all their columns.
     *
     * @param most more of them fail
     */
    public Future<List<ObjectNode>> matching(Identity who, Query query, int most, Cost cost) {
        int enough = query.limit() == null ? most + 1 : Math.min(query.offset() + query.limit(), most + 1);
        return source(query.table())
                .rows(new Reading(who, limits, cost), query, enough)
                .map(matched -> {
                    List<ObjectNode> rows = slice(query, sorted(query, matched.rows()));
                    if (rows.size() > most) {
                        throw TableError.tooMuch(
                                "more than " + most + " rows would be changed at once",
                                "Name those that you mean, or set a limit.");
                    }
                    return rows;
                });
    }

    /** What a client wants to see of rows that it has written. */
    public Future<List<ObjectNode>> shown(Identity who, Query query, List<ObjectNode> rows, Cost cost) {
        return embeds.of(new Reading(who, limits, cost), query, rows)
                .map(views ->
                        views.stream().map(view -> view.shown(query.select())).toList());
    }

    private RowSource source(Table table) {
        return switch (table) {
            case REALTIME, HISTORY -> messages;
            case SESSIONS -> sessions;
            case MEMBERS -> members;
            case LANGUAGES -> own::language;
            case AI_LOGS -> own::aiLogs;
            case ANALYTICS -> own::analytics;
            case METRICS ->
                (reading, query, enough) -> Future.failedFuture(TableError.denied(
                        "function_metrics is written to here, and read by operators in the database"));
        };
    }

    private static List<ObjectNode> sorted(Query query, List<ObjectNode> rows) {
        List<ObjectNode> sorted = new ArrayList<>(rows);
        sorted.sort(Order.comparator(query.order()));
        return sorted;
    }

    private static <T> List<T> slice(Query query, List<T> rows) {
        return rows.stream().skip(query.offset()).limit(query.rows()).toList();
    }

    private static Found answer(Query query, Count count, boolean all, int size, List<RowView> views) {
        PageBytes page = new PageBytes();
        List<ObjectNode> rows = new ArrayList<>();
        for (RowView view : views) {
            ObjectNode shown = view.shown(query.select());
            if (!page.tryAdd(shown)) {
                break;
            }
            rows.add(shown);
        }
        boolean counted = count != Count.NONE && (all || count == Count.EXACT);
        return new Found(rows, query.offset(), counted ? size : null);
    }
}
