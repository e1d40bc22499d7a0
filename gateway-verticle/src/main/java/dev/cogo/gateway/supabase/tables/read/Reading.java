package dev.cogo.gateway.supabase.tables.read;

import dev.cogo.gateway.auth.login.Identity;
import dev.cogo.gateway.limits.UserLimits;
import dev.cogo.gateway.supabase.tables.form.TableError;
import dev.cogo.runtime.bus.Cost;
import dev.cogo.schema.session.Session;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What one request reads: a bounded number of pages, of which each after the first counts as a request of its user. For one event loop.
 */
final class Reading {
    /** Of a request, of all kinds together. */
    static final int MAX_PAGES = 25;

    private final Identity who;
    private final UserLimits limits;
    private final Cost cost;
    /** Those that it has seen, so that none is asked for twice. */
    private final Map<UUID, Session> sessions = new HashMap<>();

    private int pages;

    Reading(Identity who, UserLimits limits, Cost cost) {
        this.who = who;
        this.limits = limits;
        this.cost = cost;
    }

    UUID userId() {
        return who.userId();
    }

    Identity who() {
        return who;
    }

    Cost cost() {
        return cost;
    }

    Map<UUID, Session> sessions() {
        return sessions;
    }

    /** Takes a page; fails when the request has had its share. */
    Future<Void> page() {
        if (++pages > MAX_PAGES) {
            return Future.failedFuture(
                    TableError.tooMuch(
                            "more pages would have to be read for this than one request may",
                            "Name sessions with session_id, and bounds with seq or timestamp; or order by timestamp and set a limit."));
        }
        return pages == 1 ? Future.succeededFuture() : limits.spendRequests(userId(), 1);
    }
}
