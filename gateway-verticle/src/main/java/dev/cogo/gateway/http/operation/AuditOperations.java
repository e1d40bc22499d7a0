package dev.cogo.gateway.http.operation;

import dev.cogo.gateway.auth.AccountService;
import dev.cogo.gateway.auth.admin.AuditRecord;
import dev.cogo.gateway.auth.admin.AuditSearch;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import dev.cogo.schema.identity.Ids;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /admin/audit}: the security log. {@link OperatorOperations} looks whether it is an operator who calls. */
final class AuditOperations {
    private static final int LIMIT = 100;

    private final AccountService accounts;

    AuditOperations(AccountService accounts) {
        this.accounts = accounts;
    }

    /** The operations by their ids in the document. */
    Map<String, Operation> all() {
        return Map.of("listAudit", this::list, "exportAudit", this::export);
    }

    private Future<Reply> list(Call call) {
        AuditSearch search = search(call);
        int limit = call.integer("limit", LIMIT);
        return accounts.call(call.cost(), service -> {
            List<AuditRecord> page = service.auditTrail().page(search, limit);
            boolean more = page.size() == limit;
            return Reply.ok(new Page(page, more ? page.getLast().id().toString() : null));
        });
    }

    private Future<Reply> export(Call call) {
        return AuditExport.begin(accounts, search(call), call.cost()).map(Reply::ok);
    }

    private static AuditSearch search(Call call) {
        return new AuditSearch(
                call.text("event"),
                call.text("outcome"),
                call.text("actor"),
                call.text("target"),
                call.text("account"),
                time(call, "from"),
                time(call, "to"),
                cursor(call.text("cursor")));
    }

    private static @Nullable Instant time(Call call, String name) {
        String text = call.text(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw CogoException.invalid(name + " is no time such as 2026-11-23T08:00:00Z");
        }
    }

    private static @Nullable UUID cursor(@Nullable String text) {
        try {
            return text == null ? null : Ids.parse(text, "cursor");
        } catch (CogoException e) {
            throw new CogoException(ErrorCode.INVALID_CURSOR, "cursor is none of this list", e);
        }
    }
}
