package dev.cogo.gateway.realtime.hub;

import dev.cogo.gateway.auth.token.TokenVerifier;
import dev.cogo.gateway.limits.AddressConnections;
import dev.cogo.gateway.limits.AddressConnections.Seat;
import dev.cogo.gateway.limits.Counts;
import dev.cogo.gateway.limits.RateLimits;
import dev.cogo.gateway.realtime.event.CloseCode;
import dev.cogo.gateway.realtime.event.DoorFormat;
import dev.cogo.gateway.realtime.event.Notice;
import dev.cogo.gateway.realtime.event.NoticeFormat;
import dev.cogo.gateway.realtime.event.RealtimeLimits;
import dev.cogo.gateway.realtime.home.LocalPresence;
import dev.cogo.gateway.realtime.home.LocalTracks;
import dev.cogo.gateway.realtime.transport.Connection;
import dev.cogo.gateway.realtime.transport.CountingSink;
import dev.cogo.gateway.realtime.transport.EventSink;
import dev.cogo.gateway.realtime.transport.FlushConsolidator;
import dev.cogo.gateway.realtime.transport.RawSocket;
import dev.cogo.gateway.realtime.transport.WebSocketConnection;
import dev.cogo.runtime.bus.Bus;
import dev.cogo.runtime.eventloop.Contexts;
import dev.cogo.runtime.eventloop.YieldingLoop;
import dev.cogo.schema.bus.Address;
import dev.cogo.schema.channel.Channel;
import dev.cogo.schema.event.Broadcast;
import dev.cogo.schema.event.SendBroadcast;
import dev.cogo.schema.identity.LoginsEnded;
import dev.cogo.schema.presence.SetTyping;
import dev.cogo.schema.record.Done;
import dev.cogo.schema.session.AccessRevoked;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one event loop, whatever door they came through. Make one in each verticle that listens for HTTP, on its
 * event loop; everything here is for that event loop only, save what says otherwise.
 */
public final class ClientHub {
    private final RealtimeNode node;
    private final Context context;
    private final TokenVerifier tokens;
    private final RateLimits rates;
    private final AddressConnections addresses;
    private final ChannelRights rights;
    private final HubChannels channels;
    private final FlushConsolidator flushConsolidator;
    private final Set<ClientSocket> sockets = new HashSet<>();
    /** Of them those without a login, the one that came first before. */
    private final LinkedHashMap<ClientSocket, Seat> waiting = new LinkedHashMap<>();
    /** Closed, but the TCP connection is still there. */
    private final Set<ClientSocket> leaving = new HashSet<>();

    private final long sweepTimer;
    private boolean stopping;

    /**
     * A hub on the event loop that it is made on.
     *
     * @param addresses counts connections by client address
     * @param freeChannels how the names begin that {@link Channel.OfRoom} may have
     * @param publicChannels likewise, of those that need no login
     */
    public ClientHub(
            RealtimeNode node,
            TokenVerifier tokens,
            RateLimits rates,
            AddressConnections addresses,
            Set<String> freeChannels,
            Set<String> publicChannels) {
        this.node = node;
        this.tokens = tokens;
        this.rates = rates;
        this.addresses = addresses;
        this.context = node.vertx().getOrCreateContext();
        this.rights = new ChannelRights(node.bus(), freeChannels, publicChannels);
        this.flushConsolidator = new FlushConsolidator(context);
        this.channels = new HubChannels(context, flushConsolidator, node.channels(), node.metrics());
        this.sweepTimer = vertx().setPeriodic(limits().times().sweep().toMillis(), tick -> sweep());
        node.add(this);
    }

    /**
     * Takes in a connection that a door has accepted. It may be closed at once, when there are too many or the node stops.
     *
     * @param request that it began with, for the client's address
     * @param format how this door writes what the client did not ask for
     */
    public ClientSocket open(HttpServerRequest request, Connection connection, DoorFormat format) {
        return open(request, connection, new CountingSink(connection, format), format);
    }

    /** Takes in a WebSocket, likewise. */
    public ClientSocket open(HttpServerRequest request, WebSocketConnection connection) {
        return open(request, connection, connection, connection.format());
    }

    /** Takes in a connection whose door writes events itself, likewise. */
    public ClientSocket open(
            HttpServerRequest request, Connection connection, EventSink eventSink, NoticeFormat format) {
        ClientSocket socket = new ClientSocket(this, connection, eventSink, format, System.nanoTime());
        Optional<Seat> seat = addresses.enter(request);
        boolean full = seat.isEmpty() || sockets.size() >= limits().inbound().maxSockets();
        sockets.add(socket);
        metrics().opened(format.door(), connection.ended());
        connection.ended().onComplete(ended -> {
            socket.gone();
            leaving.remove(socket);
            seat.ifPresent(Seat::left);
        });
        if (stopping) {
            sendAway(socket);
        } else if (full) {
            socket.close(CloseCode.OVERLOADED);
        } else {
            seat.ifPresent(taken -> await(socket, taken));
        }
        return socket;
    }

    private void await(ClientSocket socket, Seat seat) {
        waiting.put(socket, seat);
        if (waiting.size() > limits().inbound().maxWaiting()) {
            waiting.firstEntry().getKey().close(CloseCode.LOGIN_TIMEOUT);
        }
    }

    /** Notes that a connection has said whose it is. */
    void known(ClientSocket socket) {
        Seat seat = waiting.remove(socket);
        if (seat != null) {
            seat.spoke();
        }
    }

    /**
     * Tells something to those who listen to a channel, for somebody without a connection; nothing is stored. On the hub's event
     * loop.
     *
     * @param userId null for the operator's own servers, which may speak everywhere
     * @return completes when the channel's home has passed it on. Fails with {@code channel_not_found}, {@code forbidden},
     *     {@code silenced}, {@code session_archived}, {@code blocked}, {@code rate_limited}
     */
    public Future<Void> broadcast(@Nullable UUID userId, String channel, Broadcast what) {
        Channel where = Channel.parse(channel);
        Future<?> allowed = userId == null ? rights.checkName(where) : maySpeak(userId, where);
        return allowed.compose(
                        may -> bus().request(Address.CHANNEL_BROADCAST, new SendBroadcast(channel, what.by(userId))))
                .mapEmpty();
    }

    /** Tells a session that a user without a connection types, or no longer; fails likewise. */
    public Future<Void> typing(UUID userId, UUID sessionId, boolean isTyping) {
        return maySpeak(userId, new Channel.OfSession(sessionId))
                .compose(may -> bus().<Done>request(Address.TYPING_SET, new SetTyping(userId, sessionId, isTyping)))
                .mapEmpty();
    }

    private Future<?> maySpeak(UUID userId, Channel channel) {
        return rates.spendRequest(userId)
                .compose(spent -> rights.check(userId, false, channel))
                .compose(grant -> here(rates.spendMessages(userId, 1)));
    }

    /** How many clients are connected. */
    public int size() {
        return sockets.size();
    }

    /** How many clients were closed and have not gone yet. */
    public int leaving() {
        return leaving.size();
    }

    /**
     * Sends every client away, with a time to come back that spreads them, and takes in no more.
     *
     * @return completes when all have gone, by force if they do not answer
     */
    public Future<Void> stop() {
        stopping = true;
        vertx().cancelTimer(sweepTimer);
        node.remove(this);
        List.copyOf(sockets).forEach(this::sendAway);
        return Future.join(leaving.stream().map(ClientSocket::transportEnded).toList())
                .mapEmpty();
    }

    /** Ends what the user may hear no longer, and completes when that is done. For any thread. */
    Future<Void> accessRevoked(AccessRevoked notice) {
        return Contexts.run(
                context,
                () -> List.copyOf(sockets).forEach(socket -> socket.revoke(notice.userId(), notice.sessionId())));
    }

    /** Ends all subscriptions and tells their clients to register again, since nothing can be heard. For any thread. */
    void interrupted() {
        context.runOnContext(go -> YieldingLoop.forEach(context, List.copyOf(sockets), ClientSocket::interrupted));
    }

    /** Closes the connections of logins that have ended, and completes when they hear nothing more. For any thread. */
    Future<Void> loginsEnded(LoginsEnded notice) {
        Set<UUID> families = Set.copyOf(notice.families());
        return Contexts.run(context, () -> List.copyOf(sockets).forEach(socket -> socket.loginsEnded(families)));
    }

    /** An outcome that may be found out on any thread, on the hub's event loop. */
    <T> Future<T> here(Future<T> elsewhere) {
        if (elsewhere.isComplete()) {
            return elsewhere.succeeded()
                    ? Future.succeededFuture(elsewhere.result())
                    : Future.failedFuture(elsewhere.cause());
        }
        return Contexts.bring(elsewhere, context);
    }

    /** Does something on the event loop, after what it does now. */
    void soon(Runnable work) {
        context.runOnContext(go -> work.run());
    }

    void forget(ClientSocket socket) {
        sockets.remove(socket);
        waiting.remove(socket);
        if (!socket.transportEnded().isComplete()) {
            leaving.add(socket);
        }
    }

    /** Whom a connection counts for that comes without a login: its address. It says nothing of the address itself. */
    public UUID guestOf(HttpServerRequest request) {
        return addresses.pseudonym(request);
    }

    /** Upgrades a request to a WebSocket of this hub. */
    public Future<RawSocket> upgrade(HttpServerRequest request) {
        return RawSocket.accept(request, (ContextInternal) context, flushConsolidator, limits().maxMessageBytes());
    }

    Vertx vertx() {
        return node.vertx();
    }

    Bus bus() {
        return node.bus();
    }

    /** The numbers that bound its connections. */
    public RealtimeLimits limits() {
        return node.limits();
    }

    LocalPresence presence() {
        return node.presence();
    }

    LocalTracks tracks() {
        return node.tracks();
    }

    public SockJsSessionLock sockJsSessionLock() {
        return node.sockJsSessionLock();
    }

    HubMetrics metrics() {
        return node.metrics();
    }

    Counts<UUID> userSockets() {
        return node.userSockets();
    }

    TokenVerifier tokens() {
        return tokens;
    }

    RateLimits rates() {
        return rates;
    }

    ChannelRights rights() {
        return rights;
    }

    HubChannels channels() {
        return channels;
    }

    private void sendAway(ClientSocket socket) {
        long spread = limits().times().reconnectSpread().toMillis();
        Duration after = Duration.ofMillis(ThreadLocalRandom.current().nextLong(spread));
        socket.close(CloseCode.SHUTTING_DOWN, new Notice.Reconnect(after));
    }

    private void sweep() {
        long nanoTime = System.nanoTime();
        Instant now = tokens.now();
        List.copyOf(sockets).forEach(socket -> socket.check(nanoTime, now));
    }
}
