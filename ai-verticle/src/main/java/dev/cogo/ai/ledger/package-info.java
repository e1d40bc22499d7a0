/** One row in {@code ai_response_logs} for each time that a provider was called. */
@NullMarked
package dev.cogo.ai.ledger;

import org.jspecify.annotations.NullMarked;
