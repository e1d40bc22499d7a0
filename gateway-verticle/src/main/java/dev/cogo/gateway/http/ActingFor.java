package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.login.Identity;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Whom a request is for that bears no token, as a door found out before it handed it over. */
public final class ActingFor {
    private static final String KEY = "cogo.actingFor";

    private ActingFor() {}

    public static void put(RoutingContext context, Identity user) {
        context.put(KEY, user);
    }

    public static Optional<Identity> of(RoutingContext context) {
        return Optional.ofNullable(context.get(KEY));
    }
}
