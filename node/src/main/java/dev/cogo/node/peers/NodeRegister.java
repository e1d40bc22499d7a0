package dev.cogo.node.peers;

import dev.cogo.node.health.Probe;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The nodes that are there, by the one thing that all of them reach: the database. */
final class NodeRegister {
    /** A node signs every second; one whose sign is older is taken to be gone, not silent. */
    static final Duration SIGN_LIFE = Duration.ofMillis(2400);

    private final Probe database;

    NodeRegister(Probe database) {
        this.database = database;
    }

    /** Signs, and gives those who have signed lately, each with those that it hears; with this one. */
    Future<Map<String, Set<String>>> sign(String self, Set<String> hears) {
        return database.ask("""
                        WITH signed AS (
                            INSERT INTO cluster_nodes (node, seen, hears) VALUES ($1, clock_timestamp(), $2)
                            ON CONFLICT (node) DO UPDATE SET seen = excluded.seen, hears = excluded.hears
                        ), gone AS (
                            DELETE FROM cluster_nodes WHERE seen < now() - interval '1 minute' AND node <> $1
                        )
                        SELECT node, hears FROM cluster_nodes
                        WHERE seen > clock_timestamp() - make_interval(secs => $3) AND node <> $1""", Tuple.of(self, hears.toArray(String[]::new), SIGN_LIFE.toMillis() / 1000.0))
                .map(rows -> {
                    Map<String, Set<String>> there = new HashMap<>();
                    for (Row row : rows) {
                        there.put(row.getString("node"), Set.of(row.getArrayOfStrings("hears")));
                    }
                    there.put(self, Set.copyOf(hears));
                    return there;
                });
    }
}
