package dev.cogo.gateway.supabase.tables.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.supabase.tables.query.Query;
import dev.cogo.gateway.supabase.tables.query.Table;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.schema.archive.Analytics;
import dev.cogo.schema.archive.ReadAnalytics;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.personal.PersonalDataPage;
import dev.cogo.schema.personal.ReadPersonalData;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables that show callers what is theirs alone, and operators the hours. */
final class OwnSources {
    private final Bus bus;
    private final AccountService accounts;

    OwnSources(Bus bus, AccountService accounts) {
        this.bus = bus;
        this.accounts = accounts;
    }

    /** The caller's language, if they have chosen one. */
    Future<Matched> language(Reading reading, Query query, int enough) {
        return accounts.call(reading.cost(), service -> service.account(reading.userId()))
                .map(account -> {
                    List<ObjectNode> rows = new ArrayList<>();
                    if (account.language() != null) {
                        rows.add(RowNodes.row()
                                .put("user_id", account.id().toString())
                                .put("language", account.language()));
                    }
                    rows.removeIf(row -> !query.where().holds(row));
                    return new Matched(rows, true);
                });
    }

    /** What the AI did for the caller. */
    Future<Matched> aiLogs(Reading reading, Query query, int enough) {
        return aiLogs(reading, query, enough, new ArrayList<>(), null);
    }

    private Future<Matched> aiLogs(
            Reading reading, Query query, int enough, List<ObjectNode> rows, @Nullable String cursor) {
        return reading.page()
                .compose(taken -> bus.<PersonalDataPage>request(
                        Address.PERSONAL_AI, new ReadPersonalData(reading.userId(), cursor), reading.cost()))
                .compose(page -> {
                    page.items().stream()
                            .map(item -> RowNodes.of(Table.AI_LOGS, item)
                                    .put("user_id", reading.userId().toString()))
                            .filter(query.where()::holds)
                            .forEach(rows::add);
                    boolean inOrder = query.order().isEmpty();
                    return page.next() == null || (inOrder && rows.size() >= enough)
                            ? Future.succeededFuture(new Matched(rows, page.next() == null))
                            : aiLogs(reading, query, enough, rows, page.next());
                });
    }

    /** The hours of the chat, for operators. */
    Future<Matched> analytics(Reading reading, Query query, int enough) {
        if (!reading.who().operator()) {
            return Future.failedFuture(new CogoException(ErrorCode.OPERATOR_ONLY, "only operators may do this"));
        }
        return bus.<Analytics>request(
                        Address.ANALYTICS_READ,
                        new ReadAnalytics(reading.userId(), ReadAnalytics.MAX_HOURS),
                        reading.cost())
                .map(hours -> new Matched(
                        hours.items().stream()
                                .map(RowNodes::hour)
                                .filter(query.where()::holds)
                                .toList(),
                        true));
    }
}
