package dev.cogo.runtime.lease;

import dev.cogo.runtime.database.Database.Statements;
import io.vertx.sqlclient.RowSet;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/**
 * A worker's right to work on a row, until it is given up or lost. It can be lost at any moment; so whatever it allows is
 * written with its fencing token checked in the same transaction. Methods wait; for the verticle's own threads.
 */
public final class Lease<T extends Leased> {
    /** What all copies of a lease share. */
    static final class Hold {
        final String token;
        boolean kept;
        private boolean stepped;
        private long sliceBegan = System.nanoTime();

        Hold(String token) {
            this.token = token;
        }
    }

    private final Leases<T> leases;
    private final Hold hold;
    private final T row;

    Lease(Leases<T> leases, Hold hold, T row) {
        this.leases = leases;
        this.hold = hold;
        this.row = row;
    }

    public UUID id() {
        return row.id();
    }

    /** The row as it was claimed, or as {@link #with} says. */
    public T row() {
        return row;
    }

    /** What stands in {@code lease_owner} while this lease is good: no other lease ever has it. */
    public String token() {
        return hold.token;
    }

    /** This lease, with the row as it has become. */
    public Lease<T> with(T changed) {
        return new Lease<>(leases, hold, changed);
    }

    /** Whether it is neither given up nor known to be lost. */
    public boolean isHeld() {
        return leases.hold(id()) == hold;
    }

    boolean isKept() {
        return hold.kept;
    }

    /**
     * To be called between the steps of long work.
     *
     * @throws LeaseLostException when the worker stops, the lease is lost, or the work has had its time slice and others wait
     */
    public void checkpoint() {
        if (leases.isStopping() || !isHeld()) {
            throw new LeaseLostException();
        }
        if (!hold.stepped) {
            // Each turn gets on by one step at least, or rows that make way for each other would never end.
            hold.stepped = true;
        } else if (System.nanoTime() - hold.sliceBegan
                >= leases.config().timeSlice().toNanos()) {
            hold.sliceBegan = System.nanoTime();
            if (leases.run(leases.table().makeWay(), id(), token()).rowCount() > 0) {
                leases.released(this, Duration.ZERO);
                throw new LeaseLostException();
            }
        }
    }

    /**
     * To be told the answer to a statement that checks the {@link #token}.
     *
     * @throws LeaseLostException when it changed no row
     */
    public void fence(RowSet<?> changed) {
        if (changed.rowCount() == 0) {
            throw new LeaseLostException();
        }
    }

    /**
     * Ends the work: writes the result and gives the lease up, both or neither.
     *
     * @param result what is written; it should close the row, or that is due again
     * @throws LeaseLostException when the row is not ours any more: nothing is written
     */
    public <R> R finish(Function<? super Statements, R> result) {
        R written = leases.transaction(tx -> {
            fence(tx.query(leases.table().giveUp(), id(), token()));
            return result.apply(tx);
        });
        forget();
        return written;
    }

    /** Gives the row back; it is due again, for any worker, after the pause. Nothing happens when it is not ours any more. */
    public void release(Duration pause) {
        forget();
        leases.run(leases.table().release(), id(), token(), Leases.seconds(pause));
        leases.released(this, pause);
    }

    /** Goes on renewing the lease when the handler has returned: somebody else works on it, or is about to. */
    public void keep() {
        hold.kept = true;
    }

    /** Stops renewing it. What remains to be done is done by whoever finds it expired. */
    public void forget() {
        leases.forget(id(), hold);
    }
}
