/**
 * The codec of Phoenix frames, in JSON and in binary: {@link dev.cogo.gateway.supabase.realtime.frame.Serializer} reads a
 * {@link dev.cogo.gateway.supabase.realtime.frame.Push} and writes what goes back.
 */
@NullMarked
package dev.cogo.gateway.supabase.realtime.frame;

import org.jspecify.annotations.NullMarked;
