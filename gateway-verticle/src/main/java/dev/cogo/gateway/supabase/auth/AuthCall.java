package dev.cogo.gateway.supabase.auth;

import dev.cogo.gateway.auth.login.Origin;
import dev.cogo.gateway.limits.ClientAddress;
import io.vertx.core.MultiMap;

/** A request that knows a key. */
record AuthCall(AuthBody body, MultiMap query, Origin origin) {
    ClientAddress from() {
        return origin.address();
    }
}
