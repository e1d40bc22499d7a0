package dev.cogo.runtime.lease;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.runtime.lease.Lease.Hold;
import dev.cogo.schema.identity.Ids;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One worker's leases on the rows of a table. Methods wait; for the verticle's own threads, which run one at a time, so its
 * fields need no lock.
 */
public final class Leases<T extends Leased> {
    private final Database database;
    private final LeaseTable<T> table;
    private final LeaseConfig config;
    /** The node, so that others can free what it holds when it is gone; then this life of the worker. */
    private final String owner;

    /** Renewing by owner alone would keep a row for ever that was dropped on the way. */
    private final Map<UUID, Hold> held = new HashMap<>();

    private Consumer<Duration> onRelease = pause -> {};
    private long tokens;
    private boolean stopping;

    public Leases(Database database, ClusterView cluster, LeaseTable<T> table, LeaseConfig config) {
        this.database = database;
        this.table = table;
        this.config = config;
        // After a crash the worker must not take its former rows for ones in work.
        this.owner = cluster.self() + "/" + Ids.next() + "/";
    }

    /** A token for a statement of the caller's that sets {@code lease_owner} and {@code lease_until}; see {@link #hold}. */
    public String newToken() {
        return owner + ++tokens;
    }

    /** How all tokens of this worker begin, and no other's: a name for it, as long as it lives. */
    public String owner() {
        return owner;
    }

    /** The worker whose token this is. */
    public static String ownerOf(String token) {
        return token.substring(0, token.lastIndexOf('/') + 1);
    }

    /** How long a lease lasts without renewal. */
    public double seconds() {
        return seconds(config.lease());
    }

    /** The lease on a row that was written with the token. */
    public Lease<T> hold(String token, T row) {
        Hold hold = new Hold(token);
        held.put(row.id(), hold);
        return new Lease<>(this, hold, row);
    }

    /** Leases this row if it is due. */
    public Optional<Lease<T>> claim(UUID id) {
        String token = newToken();
        return held(token, run(table.claimOne(), token, seconds(), id)).stream().findFirst();
    }

    /** Stops renewing the lease on a row whose lease somebody has ended in the database. */
    public void forget(UUID id) {
        held.remove(id);
    }

    /** Leases rows that are due, at most so many, longest due first. What this worker holds is in work, even if a renewal is late. */
    List<Lease<T>> claim(int limit) {
        String token = newToken();
        return held(token, run(table.claim(), token, seconds(), (long) limit, ids(held.keySet())));
    }

    /** In how many milliseconds a row falls due that this worker does not hold. */
    OptionalLong nextDue() {
        Long millis = run(table.nextDue(), (Object) ids(held.keySet()))
                .iterator()
                .next()
                .getLong("millis");
        return millis == null ? OptionalLong.empty() : OptionalLong.of(millis);
    }

    /** How many open rows there are in the table, whoever holds them, up to {@link LeaseTable#MOST_COUNTED}. */
    Counted count() {
        Row row = run(table.count()).iterator().next();
        return new Counted(row.getLong("waiting"), row.getLong("leased"));
    }

    /** Open rows that nobody holds, and those that somebody does. */
    record Counted(long waiting, long leased) {}

    /** Makes all leases last a whole lease from now, and forgets those that are over or lost. */
    void renew() {
        if (held.isEmpty()) {
            return;
        }
        Map<UUID, Hold> lost = new HashMap<>(held);
        String[] tokens = lost.values().stream().map(hold -> hold.token).toArray(String[]::new);
        run(table.renew(), ids(lost.keySet()), tokens, seconds()).forEach(row -> lost.remove(row.getUUID("id")));
        lost.forEach(held::remove);
    }

    /** Frees what those of the nodes hold that are dead, and not only out of sight; which those are. */
    Set<String> free(Set<String> nodes) {
        return run(table.free(), (Object) nodes.toArray(String[]::new)).stream()
                .map(row -> row.getString("name"))
                .collect(Collectors.toSet());
    }

    /** Gives back at once what nobody works on here. */
    void releaseKept() {
        if (held.values().stream().anyMatch(hold -> hold.kept)) {
            held.values().removeIf(hold -> hold.kept);
            run(table.releaseAll(), owner, ids(held.keySet()));
        }
    }

    /** Gives everything back at once. */
    void releaseAll() {
        held.clear();
        run(table.releaseAll(), owner, ids(held.keySet()));
    }

    /** Fails every further checkpoint. */
    void stop() {
        stopping = true;
    }

    boolean isStopping() {
        return stopping;
    }

    /** @param listener told of the pause of each row that is given back */
    void onRelease(Consumer<Duration> listener) {
        onRelease = listener;
    }

    void released(Lease<T> lease, Duration pause) {
        lease.forget();
        onRelease.accept(pause);
    }

    @Nullable
    Hold hold(UUID id) {
        return held.get(id);
    }

    void forget(UUID id, Hold hold) {
        held.remove(id, hold);
    }

    LeaseTable<T> table() {
        return table;
    }

    LeaseConfig config() {
        return config;
    }

    RowSet<Row> run(String sql, Object... arguments) {
        return database.query(sql, arguments);
    }

    <R> R transaction(Function<? super Statements, R> body) {
        return database.transaction(body::apply);
    }

    private List<Lease<T>> held(String token, RowSet<Row> rows) {
        return rows.stream().map(row -> hold(token, table.reader().apply(row))).toList();
    }

    private static UUID[] ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
