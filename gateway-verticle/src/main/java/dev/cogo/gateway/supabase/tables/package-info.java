/**
 * The door that {@code supabase.from} comes in by: the chat's tables as PostgREST would serve them, mapped onto the API's own
 * operations. {@link dev.cogo.gateway.supabase.tables.TablesDoor} has the routes; {@code query} reads what a client asks for,
 * {@code read} finds the rows, {@code write} changes them, {@code form} is the shape of answers and refusals.
 */
@NullMarked
package dev.cogo.gateway.supabase.tables;

import org.jspecify.annotations.NullMarked;
