/**
 * Finds the rows that a query asks for, through the operations that read sessions and messages, a bounded number of pages for each
 * request. {@link dev.cogo.gateway.supabase.tables.read.TableReader} is the way in.
 */
@NullMarked
package dev.cogo.gateway.supabase.tables.read;

import org.jspecify.annotations.NullMarked;
