package dev.cogo.gateway.supabase.tables.read;

import dev.cogo.gateway.supabase.tables.query.Query;
import io.vertx.core.Future;

/** The rows of a table that a user may read. */
@FunctionalInterface
interface RowSource {
    /**
     * The rows that pass the query's conditions: the first of them in its order, or all when {@code enough} are not there or the
     * table can't be read in that order.
     */
    Future<Matched> rows(Reading reading, Query query, int enough);
}
