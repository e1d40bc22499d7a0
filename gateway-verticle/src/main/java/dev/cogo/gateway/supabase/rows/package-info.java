/**
 * Rows as the tables of the former system would show them: {@link dev.cogo.gateway.supabase.rows.Rows} makes the changes that a
 * timeline's event tells of, and a {@link dev.cogo.gateway.supabase.rows.RowFilter} says which of them a client wants.
 */
@NullMarked
package dev.cogo.gateway.supabase.rows;

import org.jspecify.annotations.NullMarked;
