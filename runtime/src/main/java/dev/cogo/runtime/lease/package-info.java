/**
 * Leased work: rows of a table that some worker of the cluster works on, each one worker at a time.
 *
 * <p>A worker claims due rows, renews its leases while it works ({@link dev.cogo.runtime.lease.Leases}) and checks by a fencing
 * token, in the transaction that writes the result, that the row is still its own ({@link dev.cogo.runtime.lease.Lease}).
 * {@link dev.cogo.runtime.lease.LeasedWork} is the loop that claims: on a nudge, when a row falls due, and at once when a member
 * leaves the cluster, whose leases it frees; a lease's own end is the net below that. What comes back by the clock is leased
 * work too ({@link dev.cogo.runtime.lease.PeriodicTasks}). A new user writes a table with the columns of
 * {@link dev.cogo.runtime.lease.LeaseTable}, a record that is {@link dev.cogo.runtime.lease.Leased}, and a handler:
 *
 * <pre>{@code
 * LeaseTable<Delivery> table = LeaseTable.of("webhook_deliveries", Delivery.COLUMNS, Delivery::of, "status = 'open'")
 *         .onClaim("attempts = attempts + 1");
 * LeaseConfig config = LeaseConfig.of(Duration.ofSeconds(15), 32);
 * LeasedWork<Delivery> work = new LeasedWork<>(vertx, cluster, new Leases<>(database, cluster, table, config));
 * work.start(lease -> {
 *     post(lease.row()); // what it throws is logged, and the row is tried again after a growing pause
 *     lease.finish(tx -> tx.query("UPDATE webhook_deliveries SET status = 'sent' WHERE id = $1", lease.id()));
 * });
 * }</pre>
 */
@NullMarked
package dev.cogo.runtime.lease;

import org.jspecify.annotations.NullMarked;
