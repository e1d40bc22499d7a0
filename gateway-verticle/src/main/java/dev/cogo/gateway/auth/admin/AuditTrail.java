package dev.cogo.gateway.auth.admin;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.identity.Ids;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the security log's rows. For virtual threads; whoever calls has looked at the right to do so. */
public final class AuditTrail {
    private final Database database;

    public AuditTrail(Database database) {
        this.database = database;
    }

    /** A page of entries, the newest first. */
    public List<AuditRecord> page(AuditSearch search, int limit) {
        Conditions conditions = new Conditions();
        conditions.add("event = $%d", search.event());
        conditions.add("outcome = $%d", search.outcome());
        conditions.add("actor = $%d", search.actor());
        conditions.add("(target = $%1$d OR user_id = $%1$d)", search.target());
        conditions.add("account = $%d", search.account());
        conditions.add("at >= $%d", time(search.from()));
        conditions.add("at < $%d", time(search.to()));
        if (search.after() != null) {
            // With the bound on the time by itself, by which partitions are left out.
            conditions.add("at <= $%d", time(Ids.time(search.after())));
            conditions.add("(at, id) < ($%1$d, $%2$d)", time(Ids.time(search.after())), search.after());
        }
        List<AuditRecord> found = new ArrayList<>();
        database.query(conditions.select(limit), conditions.arguments()).forEach(row -> found.add(AuditRecord.of(row)));
        return found;
    }

    private static @Nullable Object time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    /** Only what is asked for: one statement for all filters would have one plan for all, which can use no index. */
    private static final class Conditions {
        private final List<String> texts = new ArrayList<>();
        private final List<Object> arguments = new ArrayList<>();

        void add(String condition, @Nullable Object value) {
            if (value != null) {
                arguments.add(value);
                texts.add(condition.formatted(arguments.size()));
            }
        }

        void add(String condition, @Nullable Object first, Object second) {
            if (first != null) {
                arguments.add(first);
                arguments.add(second);
                texts.add(condition.formatted(arguments.size() - 1, arguments.size()));
            }
        }

        String select(int limit) {
            String where = texts.isEmpty() ? "" : "WHERE " + String.join(" AND ", texts);
            return """
                    SELECT id, at, event, outcome, reason, actor, target, user_id, account, address, request, details
                    FROM audit_log %s
                    ORDER BY at DESC, id DESC LIMIT %d""".formatted(where, limit);
        }

        Object[] arguments() {
            return arguments.toArray();
        }
    }
}
