package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.realtime.event.EncodedEvent;
import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.gateway.realtime.home.LocalPresence;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.error.CogoException;
import dev.cogo.schema.error.ErrorCode;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The channels of one socket. Used on the hub's event loop only. */
final class Subscriptions {
    private final ClientSocket socket;
    private final HubChannels channels;
    private final LocalPresence presence;
    private final int max;
    private final Map<String, Subscription> byName = new HashMap<>();

    Subscriptions(ClientSocket socket, HubChannels channels, LocalPresence presence, RealtimeLimits limits) {
        this.socket = socket;
        this.channels = channels;
        this.presence = presence;
        this.max = limits.inbound().maxChannels();
    }

    /** See {@link ClientSocket#subscribe}. */
    Future<Void> add(UUID userId, String name, @Nullable Long since, long maxReplay) {
        Subscription existing = byName.get(name);
        if (existing != null) {
            return addAgain(userId, existing, since, maxReplay);
        }
        Subscription wanted = new Subscription(Channel.parse(name), since, maxReplay);
        if (byName.size() >= max) {
            return Future.failedFuture(new CogoException(
                    ErrorCode.TOO_MANY_CHANNELS, "a connection can listen to " + max + " channels at most"));
        }
        // Known before the right is asked for: a loss of the right meanwhile has to find it.
        byName.put(name, wanted);
        return settle(userId, wanted).onFailure(failure -> end(wanted));
    }

    private Future<Void> addAgain(UUID userId, Subscription existing, @Nullable Long since, long maxReplay) {
        HubChannel held = existing.held();
        if (since != null) {
            existing.beginAnew(since, maxReplay);
            if (existing.live() && held != null) {
                held.mute(socket);
                return takeEffect(userId, existing).onFailure(failure -> end(existing));
            }
        } else if (existing.live() && held != null) {
            socket.notice(new Notice.Subscribed(held.name(), seqOf(existing, held), null, null));
        }
        return Future.succeededFuture();
    }

    private Future<Void> settle(UUID userId, Subscription wanted) {
        return socket.right(userId, wanted.channel()).compose(grant -> {
            if (wanted.ended()) {
                return Future.succeededFuture();
            }
            wanted.granted(grant);
            return hold(wanted).joined().compose(joined -> takeEffect(userId, wanted));
        });
    }

    /** Lets the client hear the channel, from where it says or from now on; {@link RecoveryRule} decides. */
    private Future<Void> takeEffect(UUID userId, Subscription wanted) {
        HubChannel held = wanted.held();
        if (wanted.ended() || held == null) {
            return Future.succeededFuture();
        } else if (wanted.takeDoubt()) {
            return settle(userId, wanted);
        }
        Long since = wanted.since();
        int beginning = wanted.beginnings();
        RecoveryRule rule = RecoveryRule.atOnce(since, hasTimeline(wanted), held.position(), wanted.maxReplay());
        if (rule != RecoveryRule.READ || since == null) {
            goLive(userId, wanted, held, rule);
            return Future.succeededFuture();
        }
        return held.after(since).compose(page -> {
            boolean overtaken = beginning != wanted.beginnings();
            if (wanted.ended() || (overtaken && wanted.live())) {
                return Future.succeededFuture();
            } else if (overtaken || wanted.takeDoubt()) {
                return settle(userId, wanted);
            }
            Long first = page.isEmpty() ? null : page.getFirst().firstSeq();
            RecoveryRule found = RecoveryRule.whenRead(since, held.position(), first);
            if (found == RecoveryRule.REPLAY) {
                replay(userId, wanted, held, since, page);
            } else {
                goLive(userId, wanted, held, found);
            }
            return Future.succeededFuture();
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

    private void goLive(UUID userId, Subscription wanted, HubChannel held, RecoveryRule rule) {
        // One step with the position: no event comes between.
        socket.subscribed(rule);
        begin(userId, wanted, held, rule == RecoveryRule.LIVE ? null : rule == RecoveryRule.NOTHING_MISSED);
        held.add(socket);
    }

    private void replay(UUID userId, Subscription wanted, HubChannel held, long since, List<EncodedEvent> page) {
        socket.subscribed(RecoveryRule.REPLAY);
        begin(userId, wanted, held, true);
        Replay replay = new Replay(socket, wanted, held, since, code -> end(wanted, code));
        wanted.replaying(replay);
        replay.send(page);
    }

    private void begin(UUID userId, Subscription wanted, HubChannel held, @Nullable Boolean recovered) {
        boolean wasLive = wanted.live();
        wanted.goLive();
        socket.notice(new Notice.Subscribed(held.name(), seqOf(wanted, held), recovered, wanted.since()));
        if (!wasLive && wanted.channel() instanceof Channel.OfSession(UUID sessionId)) {
            presence.entered(userId, sessionId);
        }
    }

    private static @Nullable Long seqOf(Subscription subscription, HubChannel held) {
        return hasTimeline(subscription) ? held.position() : null;
    }

    private static boolean hasTimeline(Subscription subscription) {
        return subscription.channel() instanceof Channel.OfSession;
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
                end(subscription, ErrorCode.FORBIDDEN);
            } else {
                subscription.doubt();
            }
        }
    }

    /** Ends those that have taken effect, and tells the client to register again. */
    void interrupt() {
        List.copyOf(byName.values()).stream()
                .filter(Subscription::live)
                .forEach(subscription -> end(subscription, ErrorCode.UNAVAILABLE));
    }

    private void end(Subscription subscription, ErrorCode reason) {
        end(subscription);
        socket.notice(new Notice.Unsubscribed(subscription.channel().name(), reason));
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
