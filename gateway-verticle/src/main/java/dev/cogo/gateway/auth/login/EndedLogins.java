package dev.cogo.gateway.auth.login;

import dev.cogo.runtime.database.Database;
import dev.cogo.schema.identity.LoginsEnded;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Finds logins that ended without a notice: a command ended them, or the notice was lost. Each gateway node looks for itself. For
 * virtual threads.
 */
public final class EndedLogins {
    public static final Duration EVERY = Duration.ofSeconds(5);
    /** A transaction has the time of its beginning, and may commit so much later. */
    private static final Duration OVERLAP = Duration.ofSeconds(15);

    private static final int PAGE = 1000;

    private final Database database;
    private final Consumer<LoginsEnded> whenEnded;
    private Set<UUID> told = Set.of();
    private OffsetDateTime since;

    /** Looks from now on. */
    public EndedLogins(Database database, Consumer<LoginsEnded> whenEnded) {
        this.database = database;
        this.whenEnded = whenEnded;
        this.since = database.query("SELECT now() AS now").iterator().next().getOffsetDateTime("now");
    }

    /** Tells those that ended since the last look, a page at most. */
    public void look() {
        OffsetDateTime from = since.minus(OVERLAP);
        Map<UUID, List<UUID>> news = new LinkedHashMap<>();
        Set<UUID> seen = new HashSet<>();
        for (Row row : database.query("""
                SELECT id, user_id, ended_at FROM login_families WHERE ended_at > $1 ORDER BY ended_at LIMIT $2
                """, from, PAGE)) {
            UUID id = row.getUUID("id");
            seen.add(id);
            if (!told.contains(id)) {
                news.computeIfAbsent(row.getUUID("user_id"), first -> new ArrayList<>())
                        .add(id);
            }
            since = row.getOffsetDateTime("ended_at");
        }
        told = seen;
        news.forEach((user, logins) -> {
            for (int at = 0; at < logins.size(); at += LoginsEnded.MAX_FAMILIES) {
                int end = Math.min(logins.size(), at + LoginsEnded.MAX_FAMILIES);
                whenEnded.accept(new LoginsEnded(user, logins.subList(at, end)));
            }
        });
    }
}
