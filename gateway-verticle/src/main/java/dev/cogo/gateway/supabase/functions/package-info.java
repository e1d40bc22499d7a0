/**
 * The door that {@code supabase.functions.invoke} comes in by. {@link dev.cogo.gateway.supabase.functions.FunctionsDoor}
 * checks the API key and turns action bodies and paths into requests of the API; the API's own routes answer them.
 */
@NullMarked
package dev.cogo.gateway.supabase.functions;

import org.jspecify.annotations.NullMarked;
