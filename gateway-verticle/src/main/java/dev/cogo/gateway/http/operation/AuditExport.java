package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.admin.AuditRecord;
import dev.cogo.gateway.auth.admin.AuditSearch;
import dev.cogo.runtime.bus.Cost;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Entries of the security log as lines of JSON, on their way to an operator: the next page is read when the one before has gone out, so a
 * slow client holds no more than one in memory.
 */
final class AuditExport implements StreamedBody {
    private static final Logger LOG = LoggerFactory.getLogger(AuditExport.class);
    private static final int PAGE = AuditSearch.MAX_LIMIT;

    private final AccountService accounts;
    private final AuditSearch search;
    private final Cost cost;
    private final List<AuditRecord> first;

    private AuditExport(AccountService accounts, AuditSearch search, Cost cost, List<AuditRecord> first) {
        this.accounts = accounts;
        this.search = search;
        this.cost = cost;
        this.first = first;
    }

    /** Gets the first page, so that a refusal is an answer of its own and no broken body. */
    static Future<AuditExport> begin(AccountService accounts, AuditSearch search, Cost cost) {
        return page(accounts, search, cost).map(first -> new AuditExport(accounts, search, cost, first));
    }

    @Override
    public String contentType() {
        return "text/plain; charset=utf-8";
    }

    @Override
    public Future<Void> writeTo(Outgoing client) {
        return write(client, first);
    }

    private Future<Void> write(Outgoing client, List<AuditRecord> page) {
        Buffer lines = Buffer.buffer();
        page.forEach(entry -> lines.appendBuffer(Json.encodeToBuffer(entry)).appendString("\n"));
        if (page.size() < PAGE) {
            return client.end(lines).otherwiseEmpty();
        }
        return client.write(lines).transform((written, gone) -> {
            if (gone != null) {
                // The client went away; nobody is there to be told.
                return Future.succeededFuture();
            }
            return page(accounts, search.after(page.getLast().id()), cost)
                    .onFailure(failure -> LOG.warn("an export of the security log broke off: {}", failure.getMessage()))
                    .compose(following -> write(client, following));
        });
    }

    private static Future<List<AuditRecord>> page(AccountService accounts, AuditSearch search, Cost cost) {
        return accounts.call(cost, service -> service.auditTrail().page(search, PAGE));
    }
}
