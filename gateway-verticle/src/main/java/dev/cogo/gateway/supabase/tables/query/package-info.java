/**
 * What a client of the tables asks for: {@link dev.cogo.gateway.supabase.tables.query.QueryReader} makes a small model of an address,
 * which says which rows, in what order, and what of them.
 */
@NullMarked
package dev.cogo.gateway.supabase.tables.query;

import org.jspecify.annotations.NullMarked;
