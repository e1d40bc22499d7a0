package dev.cogo.gateway.supabase.rows;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A change of a row, as the database's log would tell it.
 *
 * @param type {@code INSERT}, {@code UPDATE} or {@code DELETE}
 * @param time when it was committed, as far as the event tells
 * @param record the row as it is now; empty when it is gone
 * @param old what identifies the row as it was; empty for a new one
 */
public record RowChange(String type, String table, String time, ObjectNode record, ObjectNode old) {}
