package dev.cogo.gateway.http;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.http.filter.BodyReader;
import dev.cogo.gateway.limits.InFlightLimit;
import dev.cogo.gateway.limits.InFlightLimit.Turn;
import dev.cogo.gateway.limits.LimitsConfig;
import dev.cogo.gateway.limits.TrustedProxies;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one user, or without a login of one address, take turns: a few are worked on at a time by this event loop, the others
 * wait before their bodies are read. Mount it behind authentication. A turn lasts until the answer is there, however long its
 * client then takes to read it.
 */
public final class RequestTurns implements Handler<RoutingContext> {
    private static final String KEY = "cogo.turn";
    /** Passwords are hashed by as many threads; more in flight would wait there. */
    private static final int OF_ADDRESS = 4;

    private static final int LEAST_OF_USER = 2;
    private static final int MOST_OF_USER = 64;
    /** Of the requests that a user may make: with so many in flight all of them pass, when each takes 20 ms. */
    private static final int REQUESTS_PER_MINUTE_OF_ONE = 3000;

    private static final int WAITING = 128;

    private final TrustedProxies proxies;
    private final InFlightLimit users;
    private final InFlightLimit addresses;

    /**
     * Of one event loop.
     *
     * @param config says how many requests a user may make: whoever may make more has more in flight
     */
    public RequestTurns(Vertx vertx, LimitsConfig config, TrustedProxies proxies) {
        this.proxies = proxies;
        this.users = new InFlightLimit(
                vertx,
                "requests of yours",
                Math.clamp(
                        Math.max(
                                        config.user().requestsPerMinute(),
                                        2 * config.user().messagesPerMinute())
                                / REQUESTS_PER_MINUTE_OF_ONE,
                        LEAST_OF_USER,
                        MOST_OF_USER),
                WAITING);
        this.addresses = new InFlightLimit(vertx, "requests of your address", OF_ADDRESS, WAITING);
    }

    @Override
    public void handle(RoutingContext context) {
        handle(context, UserAuthentication.of(context));
    }

    /**
     * Likewise, behind an authentication of a door's own.
     *
     * @param who has logged in; null when nobody has
     */
    public void handle(RoutingContext context, @Nullable Identity who) {
        if (context.get(KEY) != null) {
            context.next(); // a translated request has its turn
            return;
        }
        BodyReader.after(
                context,
                (who == null
                                ? addresses.acquire(
                                        proxies.client(context.request()).key())
                                : users.acquire(who.userId().toString()))
                        .compose(turn -> begin(context, turn)));
    }

    private static Future<Void> begin(RoutingContext context, Turn turn) {
        if (context.response().ended() || context.response().closed()) {
            // Whoever sends much and goes would else have it all worked on at once.
            turn.release();
            return Future.failedFuture(new CogoException(ErrorCode.UNAVAILABLE, "the client has gone"));
        }
        context.put(KEY, turn);
        context.addEndHandler(over -> turn.release());
        return Future.succeededFuture();
    }

    /** Ends the turn of a request whose answer is there. */
    public static void end(RoutingContext context) {
        Turn turn = context.get(KEY);
        if (turn != null) {
            turn.release();
        }
    }
}
