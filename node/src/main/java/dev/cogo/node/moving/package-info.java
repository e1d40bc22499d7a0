/**
 * Brings the data of a Supabase project over, beside running nodes: {@link dev.cogo.node.moving.Import} copies table by table what
 * {@link dev.cogo.node.moving.OldDatabase} reads; what a row becomes, the functions of the migration {@code V17} say.
 */
@NullMarked
package dev.cogo.node.moving;

import org.jspecify.annotations.NullMarked;
