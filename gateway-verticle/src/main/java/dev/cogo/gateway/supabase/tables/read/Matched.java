package dev.cogo.gateway.supabase.tables.read;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Rows that a query's conditions let pass.
 *
 * @param all whether there are no others
 */
record Matched(List<ObjectNode> rows, boolean all) {}
