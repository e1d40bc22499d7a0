/**
 * Where clients of supabase-js are in their timelines, which they cannot say themselves: kept in the database, and gossiped between
 * gateways for those who come back at once elsewhere. {@link dev.cogo.gateway.supabase.realtime.positions.StoredPositions} is the way in.
 */
@NullMarked
package dev.cogo.gateway.supabase.realtime.positions;

import org.jspecify.annotations.NullMarked;
