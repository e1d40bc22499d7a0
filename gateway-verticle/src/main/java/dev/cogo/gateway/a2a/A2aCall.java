package dev.cogo.gateway.a2a;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.runtime.bus.Cost;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;

/**
 * An operation that somebody calls, in either binding.
 *
 * @param agent the handle of whom they speak to
 * @param base the URL of this agent
 * @param waits told when the call only waits from now on
 */
record A2aCall(
        Identity who,
        String agent,
        String base,
        A2aMethod method,
        Params params,
        HttpServerRequest request,
        Runnable waits,
        Cost cost) {
    UUID userId() {
        return who.userId();
    }
}
