package dev.cogo.runtime.lease;

import dev.cogo.runtime.cluster.ClusterView;
import dev.cogo.runtime.database.Database;
import dev.cogo.runtime.database.Database.Statements;
import dev.cogo.runtime.lease.Lease.Hold;
import dev.cogo.schema.identity.Ids;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

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

    LeaseTable<T> table() {
        return table;
    }

    public LeaseConfig config() {
        return config;
    }

    /** A token for a statement of the caller's that sets {@code lease_owner} and {@code lease_until}; see {@link #hold}. */
    public String newToken() {
        return owner + ++tokens;
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
        return database.query(table.claimOne(), token, seconds(), id).stream()
                .findFirst()
                .map(row -> hold(token, table.reader().apply(row)));
    }

    /** Leases rows that are due, at most so many, longest due first. What this worker holds is in work, even if a renewal is late. */
    List<Lease<T>> claim(int limit) {
        String token = newToken();
        return database.query(table.claim(), token, seconds(), (long) limit, ids(held.keySet())).stream()
                .map(row -> hold(token, table.reader().apply(row)))
                .toList();
    }

    /** In how many milliseconds a row falls due that this worker does not hold. */
    OptionalLong nextDue() {
        Long millis = database.query(table.nextDue(), (Object) ids(held.keySet()))
                .iterator()
                .next()
                .getLong("millis");
        return millis == null ? OptionalLong.empty() : OptionalLong.of(millis);
    }

    /** Makes all leases last a whole lease from now, and forgets those that are over or lost. */
    void renew() {
        if (held.isEmpty()) {
            return;
        }
        Map<UUID, Hold> lost = new HashMap<>(held);
        String[] tokens = lost.values().stream().map(Hold::token).toArray(String[]::new);
        for (Row row : database.query(table.renew(), ids(lost.keySet()), tokens, seconds())) {
            lost.remove(row.getUUID("id"));
        }
        lost.forEach(held::remove);
    }

    /** Frees what nodes hold that are gone. One that is not, and only out of sight, finds its leases lost. */
    int free(Set<String> nodes) {
        return database.query(table.free(), (Object) nodes.toArray(String[]::new))
                .rowCount();
    }

    /** Gives back at once what nobody works on here. */
    void releaseKept() {
        Set<UUID> inWork = new HashSet<>();
        held.forEach((id, hold) -> {
            if (!hold.isKept()) {
                inWork.add(id);
            }
        });
        if (inWork.size() < held.size()) {
            releaseAllBut(inWork);
        }
    }

    /** Gives everything back at once. */
    void releaseAll() {
        releaseAllBut(Set.of());
    }

    private void releaseAllBut(Set<UUID> ids) {
        held.keySet().retainAll(ids);
        database.query(table.releaseAll(), owner, ids(ids));
    }

    /** Fails every further checkpoint. */
    void stop() {
        stopping = true;
    }

    /** @param listener told of the pause of each row that is given back */
    void onRelease(Consumer<Duration> listener) {
        onRelease = listener;
    }

    Duration timeSlice() {
        return config.timeSlice();
    }

    boolean holds(Lease<T> lease) {
        return held.get(lease.id()) == lease.hold();
    }

    void check(Lease<T> lease) {
        if (stopping || !holds(lease)) {
            throw new LeaseLostException();
        }
    }

    void guard(Lease<T> lease, Statements tx) {
        lease.fence(tx.query(table.guard(), lease.id(), lease.token(), seconds()));
    }

    <R> R finish(Lease<T> lease, Function<? super Statements, R> result) {
        R written = database.transaction(tx -> {
            lease.fence(tx.query(table.giveUp(), lease.id(), lease.token()));
            return result.apply(tx);
        });
        forget(lease);
        return written;
    }

    void release(Lease<T> lease, Duration pause) {
        forget(lease);
        database.query(table.release(), lease.id(), lease.token(), seconds(pause));
        onRelease.accept(pause);
    }

    boolean makeWay(Lease<T> lease) {
        boolean madeWay =
                database.query(table.makeWay(), lease.id(), lease.token()).rowCount() > 0;
        if (madeWay) {
            forget(lease);
            onRelease.accept(Duration.ZERO);
        }
        return madeWay;
    }

    void forget(Lease<T> lease) {
        held.remove(lease.id(), lease.hold());
    }

    /** Stops renewing the lease on a row whose lease somebody has ended in the database. */
    public void forget(UUID id) {
        held.remove(id);
    }

    private static UUID[] ids(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
