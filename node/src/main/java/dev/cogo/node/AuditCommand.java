package dev.cogo.node;

import dev.cogo.gateway.auth.account.EmailAddress;
import dev.cogo.gateway.auth.admin.AuditRecord;
import dev.cogo.gateway.auth.admin.AuditSearch;
import dev.cogo.gateway.auth.admin.AuditTrail;
import dev.cogo.node.config.Setting;
import dev.cogo.runtime.audit.AuditEntry;
import dev.cogo.runtime.database.Database;
import io.vertx.core.json.Json;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Shows the security log's rows, for whoever may read the database's password. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "Shows the security log, the newest first.")
final class AuditCommand extends DatabaseCommand {
    private static final Setting[] SETTINGS = {
        Setting.DATA_DIR, Setting.DATABASE_URL, Setting.LOG_LEVEL, Setting.LOG_FORMAT
    };

    @Option(names = "--event", paramLabel = "EVENT", description = "Only this one, such as login.")
    private @Nullable String event;

    @Option(names = "--refused", description = "Only what was refused.")
    private boolean refused;

    @Option(names = "--actor", paramLabel = "ID", description = "Whose doing it was, a user's id.")
    private @Nullable String actor;

    @Option(
            names = "--target",
            paramLabel = "ID",
            description = "Whom or what it was done to: a user's id, an operation.")
    private @Nullable String target;

    @Option(names = "--email", paramLabel = "EMAIL", description = "The account that was named by this address.")
    private @Nullable String email;

    @Option(names = "--from", paramLabel = "TIME", description = "Not before, such as 2026-11-23T08:00:00Z.")
    private @Nullable OffsetDateTime from;

    @Option(names = "--to", paramLabel = "TIME", description = "Before.")
    private @Nullable OffsetDateTime to;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "At most so many. Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--json", description = "As lines of JSON.")
    private boolean json;

    static CommandSpec spec() {
        CommandSpec spec = CommandSpec.forAnnotatedObject(new AuditCommand());
        SettingOptions.add(spec, SETTINGS);
        return spec;
    }

    @Override
    void work(Database database, PrintWriter out) {
        AuditTrail trail = new AuditTrail(database);
        AuditSearch search = new AuditSearch(
                event,
                refused ? "refused" : null,
                actor,
                target,
                email == null ? null : AuditEntry.accountOf(EmailAddress.normalise(email)),
                instant(from),
                instant(to),
                null);
        int left = limit;
        while (left > 0) {
            int size = Math.min(left, AuditSearch.MAX_LIMIT);
            List<AuditRecord> page = trail.page(search, size);
            page.forEach(entry -> out.println(json ? Json.encode(entry) : line(entry)));
            if (page.size() < size) {
                return;
            }
            search = search.after(page.getLast().id());
            left -= size;
        }
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static String line(AuditRecord entry) {
        StringJoiner line = new StringJoiner(" ");
        line.add(entry.at().toString());
        add(line, "event", entry.event());
        add(line, "outcome", entry.outcome());
        add(line, "reason", entry.reason());
        add(line, "actor", entry.actor());
        add(line, "target", entry.target());
        add(line, "user", entry.user());
        add(line, "account", entry.account());
        add(line, "address", entry.address());
        for (Map.Entry<String, Object> detail : entry.details().entrySet()) {
            add(line, detail.getKey(), detail.getValue());
        }
        add(line, "request", entry.request());
        return line.toString();
    }

    private static void add(StringJoiner line, String name, @Nullable Object value) {
        if (value != null) {
            line.add(name + "=" + value);
        }
    }
}
