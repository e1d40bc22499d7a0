/**
 * The ledger test: nodes as processes of their own, one PostgreSQL, and clients that write down every attempt, every
 * acknowledgement and every delivery while processes are killed and frozen under them. Afterwards {@link
 * dev.cogo.node.ledger.Audit} compares what they wrote down with what is stored: nothing that was acknowledged is lost,
 * nothing is there twice, everybody heard everything once and in order.
 *
 * <p>{@link dev.cogo.node.ledger.LedgerTest}, {@link dev.cogo.node.ledger.ComebackTest} and {@link
 * dev.cogo.node.ledger.DurabilityTest} hold the scenarios; {@link dev.cogo.node.ledger.TestSystem} is what they run on, {@link dev.cogo.node.ledger.Sender} and {@link
 * dev.cogo.node.ledger.Listener} are clients as a careful developer writes them.
 */
@NullMarked
package dev.cogo.node.ledger;

import org.jspecify.annotations.NullMarked;
