package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.limits.ClientAddress;
import io.vertx.core.MultiMap;
import java.util.function.Supplier;

/**
 * A request that knows a key.
 *
 * @param base where the client has reached this server
 */
record AuthCall(AuthBody body, MultiMap query, Origin origin, Supplier<String> base) {
    ClientAddress from() {
        return origin.address();
    }
}
