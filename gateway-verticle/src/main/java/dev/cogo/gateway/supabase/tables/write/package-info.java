/**
 * Changes rows through the API's operations, so that rights, limits and events are theirs.
 * {@link dev.cogo.gateway.supabase.tables.write.TableWriter} is the way in.
 */
@NullMarked
package dev.cogo.gateway.supabase.tables.write;

import org.jspecify.annotations.NullMarked;
