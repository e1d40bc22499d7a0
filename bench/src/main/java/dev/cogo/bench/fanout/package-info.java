/**
 * One message to many listeners: by a node ({@link dev.cogo.bench.fanout.CogoServer}) through one of its doors
 * ({@link dev.cogo.bench.fanout.Door}), and in the same rounds by other servers. {@link dev.cogo.bench.fanout.Audience} holds
 * all of them to the same: every message, once, in one order.
 */
@NullMarked
package dev.cogo.bench.fanout;

import org.jspecify.annotations.NullMarked;
