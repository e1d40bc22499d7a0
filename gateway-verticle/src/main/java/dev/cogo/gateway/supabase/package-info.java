/**
 * The doors for unmodified {@code supabase-js}: the same accounts, sessions and messages as behind the other doors, in the
 * shapes that client expects. What all of them share is here, each door has a package of its own;
 * {@code docs/supabase.md} tells what works.
 */
@NullMarked
package dev.cogo.gateway.supabase;

import org.jspecify.annotations.NullMarked;
