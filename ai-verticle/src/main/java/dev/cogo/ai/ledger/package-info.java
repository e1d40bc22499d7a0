/**
 * One row in {@code ai_response_logs} for each time that a provider was called: who asked, which model, how many tokens, how
 * long. {@link dev.cogo.ai.ledger.Ledger} writes them.
 */
@NullMarked
package dev.cogo.ai.ledger;

import org.jspecify.annotations.NullMarked;
