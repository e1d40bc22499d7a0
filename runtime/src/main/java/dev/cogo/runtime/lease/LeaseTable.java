package dev.cogo.runtime.lease;

import io.vertx.sqlclient.Row;
import java.util.function.Function;

/**
 * A table whose rows are work, and the statements on its leases. It has the columns {@code id uuid}, {@code next_attempt_at
 * timestamptz NOT NULL}, {@code lease_owner text} and {@code lease_until timestamptz}; a row is due when both times are over, so
 * the index that claims go by is on {@code greatest(next_attempt_at, lease_until)}, over the open rows. All times are the
 * database's.
 *
 * @param name the table's
 * @param kind what metrics call this work: the table's name, unless several share it
 * @param columns what the reader reads, the id among them
 * @param open the condition of rows that are not done, as in the index
 * @param ready a further condition of those that can be claimed
 * @param onClaim what else a claim sets
 */
public record LeaseTable<T extends Leased>(
        String name, String kind, String columns, Function<Row, T> reader, String open, String ready, String onClaim) {
    /** Counting more would take longer than the number is worth. */
    static final int MOST_COUNTED = 10_000;

    private static final String DUE = "greatest(next_attempt_at, lease_until)";

    /** A table of which every open row can be claimed when it is due. */
    public static <T extends Leased> LeaseTable<T> of(
            String name, String columns, Function<Row, T> reader, String open) {
        return new LeaseTable<>(name, name, columns, reader, open, "true", "lease_owner = $1");
    }

    /** The same, under a name of its own in metrics. */
    public LeaseTable<T> named(String otherKind) {
        return new LeaseTable<>(name, otherKind, columns, reader, open, ready, onClaim);
    }

    /** Claims those open rows alone for which a condition holds, too. */
    public LeaseTable<T> onlyWhere(String condition) {
        return new LeaseTable<>(name, kind, columns, reader, open, condition, onClaim);
    }

    /** Sets columns with each claim, such as {@code attempts = attempts + 1}. */
    public LeaseTable<T> onClaim(String assignments) {
        return new LeaseTable<>(name, kind, columns, reader, open, ready, "lease_owner = $1, " + assignments);
    }

    /** Arguments: token, seconds, limit, ids not to claim. */
    String claim() {
        // SKIP LOCKED: two workers that look at the same moment take different rows and do not wait for each other.
        return filled("""
                WITH due AS (
                    SELECT id AS due_id FROM {table}
                    WHERE {claimable} AND id <> ALL ($4)
                    ORDER BY {due} LIMIT $3 FOR UPDATE SKIP LOCKED)
                UPDATE {table} SET {claim}, lease_until = now() + make_interval(secs => $2)
                FROM due WHERE id = due_id RETURNING {columns}""");
    }

    /** Arguments: token, seconds, id. Of two that claim it at once, the row's lock lets the second look again. */
    String claimOne() {
        return filled("""
                UPDATE {table} SET {claim}, lease_until = now() + make_interval(secs => $2)
                WHERE id = $3 AND {claimable} RETURNING {columns}""");
    }

    /** Arguments: ids not to look at. In how many milliseconds a row is due; null when there is none. */
    String nextDue() {
        return filled("""
                SELECT ceil(extract(epoch FROM min({due}) - now()) * 1000)::bigint AS millis
                FROM {table} WHERE {open} AND {ready} AND id <> ALL ($1)""");
    }

    /** How many open rows wait, and how many are leased, among the first {@link #MOST_COUNTED}. */
    String count() {
        return filled("""
                SELECT count(*) FILTER (WHERE NOT leased) AS waiting, count(*) FILTER (WHERE leased) AS leased
                FROM (SELECT lease_until IS NOT NULL AND lease_until > now() AS leased
                      FROM {table} WHERE {open} LIMIT %d) AS open_rows""".formatted(MOST_COUNTED));
    }

    /** Arguments: ids, their tokens, seconds. Those that are still theirs. */
    String renew() {
        return filled("""
                UPDATE {table} SET lease_until = now() + make_interval(secs => $3)
                FROM unnest($1::uuid[], $2::text[]) AS held (held_id, token)
                WHERE id = held_id AND lease_owner = token AND {open} RETURNING id""");
    }

    /** Arguments: id, token. */
    String giveUp() {
        return filled("""
                UPDATE {table} SET lease_owner = NULL, lease_until = NULL WHERE id = $1 AND lease_owner = $2""");
    }

    /** Arguments: id, token, seconds until it is due. */
    String release() {
        return filled("""
                UPDATE {table} SET lease_owner = NULL, lease_until = NULL,
                                   next_attempt_at = now() + make_interval(secs => $3)
                WHERE id = $1 AND lease_owner = $2""");
    }

    /** Arguments: id, token. Releases the row if another is due. */
    String makeWay() {
        return filled("""
                UPDATE {table} SET lease_owner = NULL, lease_until = NULL, next_attempt_at = now()
                WHERE id = $1 AND lease_owner = $2
                  AND EXISTS (SELECT FROM {table} AS other WHERE {claimable})""");
    }

    /** Arguments: the beginning of a worker's tokens, ids to keep. */
    String releaseAll() {
        return filled("""
                UPDATE {table} SET lease_owner = NULL, lease_until = NULL
                WHERE starts_with(lease_owner, $1) AND {open} AND id <> ALL ($2)""");
    }

    /**
     * Arguments: nodes that have left the cluster. Frees what those hold that do not sign in {@code cluster_nodes} either, as nodes
     * do every second, and gives these nodes.
     */
    String free() {
        // In one order, so that the nodes that do it at the same time wait for each other and not in a circle.
        return filled("""
                WITH dead AS (
                    SELECT name FROM unnest($1::text[]) AS asked (name)
                    WHERE NOT EXISTS (SELECT FROM cluster_nodes
                                      WHERE node = name AND seen > clock_timestamp() - interval '1.5 seconds')
                ), freed AS (
                    UPDATE {table} SET lease_owner = NULL, lease_until = NULL
                    WHERE id IN (SELECT id FROM {table}
                                 WHERE {open} AND split_part(lease_owner, '/', 1) IN (SELECT name FROM dead)
                                 ORDER BY id FOR UPDATE))
                SELECT name FROM dead""");
    }

    private String filled(String sql) {
        return sql.replace("{claimable}", "{open} AND {ready} AND {due} <= now()")
                .replace("{table}", name)
                .replace("{columns}", columns)
                .replace("{open}", "(" + open + ")")
                .replace("{ready}", "(" + ready + ")")
                .replace("{claim}", onClaim)
                .replace("{due}", DUE);
    }
}
