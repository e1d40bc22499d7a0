package dev.cogo.gateway.realtime;

import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The channels of one socket. Used on the hub's event loop only. */
final class Subscriptions {
    private final ClientSocket socket;
    private final HubChannels channels;
    private final ChannelRights rights;
    private final PresenceBook presence;
    private final int max;
    private final Map<String, Subscription> byName = new HashMap<>();

    Subscriptions(ClientSocket socket, HubChannels channels, ChannelRights rights, PresenceBook presence, int max) {
        this.socket = socket;
        this.channels = channels;
        this.rights = rights;
        this.presence = presence;
        this.max = max;
    }

    /** See {@link ClientSocket#subscribe}. */
    Future<Void> add(UUID userId, String name) {
        Subscription existing = byName.get(name);
        if (existing != null) {
            HubChannel held = existing.held();
            if (existing.live() && held != null) {
                socket.tell(subscribed(existing, held));
            }
            return Future.succeededFuture();
        }
        Subscription wanted = new Subscription(Channel.parse(name));
        if (byName.size() >= max) {
            return Future.failedFuture(new CogoException(
                    ErrorCode.TOO_MANY_CHANNELS, "a connection can listen to " + max + " channels at most"));
        }
        // Known before the right is asked for: a loss of the right meanwhile has to find it.
        byName.put(name, wanted);
        return settle(userId, wanted).onFailure(failure -> end(wanted));
    }

    private Future<Void> settle(UUID userId, Subscription wanted) {
        return rights.check(userId, wanted.channel()).compose(grant -> {
            if (wanted.ended()) {
                return Future.succeededFuture();
            }
            wanted.granted(grant);
            return hold(wanted).joined().compose(joined -> {
                if (wanted.takeDoubt()) {
                    return settle(userId, wanted);
                }
                goLive(userId, wanted);
                return Future.succeededFuture();
            });
        });
    }

    private HubChannel hold(Subscription wanted) {
        HubChannel held = wanted.held();
        if (held == null) {
            held = channels.hold(wanted.channel().name(), socket);
            wanted.held(held);
        }
        return held;
    }

    private void goLive(UUID userId, Subscription wanted) {
        HubChannel held = wanted.held();
        if (wanted.ended() || held == null) {
            return;
        }
        wanted.goLive();
        // One step with the position: no event comes between.
        socket.tell(subscribed(wanted, held));
        held.add(socket);
        if (wanted.channel() instanceof Channel.OfSession(UUID sessionId)) {
            presence.entered(userId, sessionId);
        }
    }

    private static Notice subscribed(Subscription subscription, HubChannel held) {
        boolean timeline = subscription.channel() instanceof Channel.OfSession;
        return new Notice.Subscribed(held.name(), timeline ? held.position() : null);
    }

    /** Whether the client hears the channel. */
    boolean isLive(String name) {
        Subscription existing = byName.get(name);
        return existing != null && existing.live();
    }

    /** Ends the subscription, or the wish for one; does nothing when there is none. */
    void remove(String name) {
        Subscription unwanted = byName.get(name);
        if (unwanted != null) {
            end(unwanted);
        }
    }

    /** Ends all. */
    void clear() {
        List.copyOf(byName.values()).forEach(this::end);
    }

    /** Ends what the user may hear no longer, and tells them. */
    void revoke(UUID sessionId) {
        for (Subscription subscription : List.copyOf(byName.values())) {
            if (!subscription.dependsOn(sessionId)) {
                continue;
            }
            if (subscription.live()) {
                end(subscription);
                socket.tell(new Notice.Unsubscribed(subscription.channel().name(), ErrorCode.FORBIDDEN));
            } else {
                subscription.doubt();
            }
        }
    }

    private void end(Subscription subscription) {
        if (subscription.ended()) {
            return;
        }
        boolean wasLive = subscription.live();
        subscription.end();
        byName.remove(subscription.channel().name(), subscription);
        HubChannel held = subscription.held();
        if (held != null) {
            channels.release(held, socket);
        }
        if (wasLive && subscription.channel() instanceof Channel.OfSession(UUID sessionId)) {
            socket.identity().ifPresent(who -> presence.left(who.userId(), sessionId));
        }
    }
}
