/** What PostgREST's answers look like, by its documentation of version 13: errors and preferences. */
@NullMarked
package dev.cogo.gateway.supabase.tables.form;

import org.jspecify.annotations.NullMarked;
